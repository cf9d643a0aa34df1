using Cortex.Documents.Pages;
using Cortex.Secrets.Keywords;

namespace Cortex.Secrets.Rules;

/// <summary>
/// All rules for secrets and one automaton over their keywords. A worker is a process of its own, so what a rule needs beyond its keywords is read
/// from its page when one of them is first met.
/// </summary>
public sealed class SecretRules
{
    public const string Family = "secrets/";
    public const string Password = "secrets/password";
    public const string HighEntropyKey = "secrets/high-entropy-key";
    public const string AssignedSecret = "secrets/assigned-secret";
    public const string KubernetesSecret = "secrets/kubernetes-secret-data";

    /// <summary>A page for each kind of secret.</summary>
    public static RulePageSet Pages { get; } = new(typeof(SecretRules).Assembly);

    private static readonly Lazy<SecretRules> Built = new(() => new(Pages.Texts.Select(page => (page.Id, KeywordsLine.Read(page.Text)))));

    private readonly Dictionary<string, Lazy<SecretRule>> _rules;
    private readonly string?[][] _byKeyword;

    private SecretRules(IEnumerable<(string Id, IReadOnlyList<string> Keywords)> pages)
    {
        var all = pages.Where(page => page.Keywords.Count > 0).OrderBy(page => page.Id, StringComparer.Ordinal).ToList();
        _rules = all.ToDictionary(page => page.Id, page => new Lazy<SecretRule>(() => new SecretRule(Pages.Of(page.Id))), StringComparer.Ordinal);
        var byKeyword = all.SelectMany(page => page.Keywords.Select(k => (Keyword: k.ToLowerInvariant(), Id: (string?)page.Id)))
            .Concat(Assignments.KeyNames.Keywords.Select(k => (Keyword: k, Id: (string?)null)))
            .ToLookup(pair => pair.Keyword, pair => pair.Id, StringComparer.Ordinal);
        Keywords = [.. byKeyword.Select(group => group.Key)];
        _byKeyword = [.. byKeyword.Select(group => group.Distinct(StringComparer.Ordinal).ToArray())];
        Automaton = new(Keywords);
    }

    public static SecretRules Default => Built.Value;

    internal IEnumerable<SecretRule> All => _rules.Values.Select(rule => rule.Value);

    internal IReadOnlyList<string> Keywords { get; }

    internal KeywordAutomaton Automaton { get; }

    /// <summary>The rules that a keyword calls for; null stands for the look at assignments.</summary>
    internal ReadOnlySpan<string?> Of(int keyword) => _byKeyword[keyword];

    /// <summary>Null for a rule without a pattern.</summary>
    internal SecretRule? Find(string id) => _rules.GetValueOrDefault(id)?.Value;
}
