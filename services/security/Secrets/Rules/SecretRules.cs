using Cortex.Security.Rules;
using Cortex.Security.Secrets.Keywords;

namespace Cortex.Security.Secrets.Rules;

/// <summary>
/// All rules for secrets and one automaton over their keywords. A worker is a process of its own, so what a rule needs beyond its keywords is read
/// from its page when one of them is first met.
/// </summary>
internal sealed class SecretRules
{
    public const string Family = "secrets/";
    public const string Password = "secrets/password";
    public const string HighEntropyKey = "secrets/high-entropy-key";
    public const string AssignedSecret = "secrets/assigned-secret";
    public const string KubernetesSecret = "secrets/kubernetes-secret-data";

    private static readonly Lazy<SecretRules> Built = new(() => new(RulePages.Texts(Family).Select(page => (page.Id, KeywordsLine.Read(page.Text)))));

    private readonly Dictionary<string, Lazy<SecretRule>> _rules;
    private readonly string?[][] _byKeyword;

    private SecretRules(IEnumerable<(string Id, IReadOnlyList<string> Keywords)> pages)
    {
        var all = pages.Where(page => page.Keywords.Count > 0).OrderBy(page => page.Id, StringComparer.Ordinal).ToList();
        _rules = all.ToDictionary(page => page.Id, page => new Lazy<SecretRule>(() => new SecretRule(RulePages.Of(page.Id))), StringComparer.Ordinal);
        var byKeyword = all.SelectMany(page => page.Keywords.Select(k => (Keyword: k.ToLowerInvariant(), Id: (string?)page.Id)))
            .Concat(Assignments.KeyNames.Keywords.Select(k => (Keyword: k, Id: (string?)null)))
            .ToLookup(pair => pair.Keyword, pair => pair.Id, StringComparer.Ordinal);
        Keywords = [.. byKeyword.Select(group => group.Key)];
        _byKeyword = [.. byKeyword.Select(group => group.Distinct(StringComparer.Ordinal).ToArray())];
        Automaton = new(Keywords);
    }

    public static SecretRules Default => Built.Value;

    public IEnumerable<SecretRule> All => _rules.Values.Select(rule => rule.Value);

    public IReadOnlyList<string> Keywords { get; }

    public KeywordAutomaton Automaton { get; }

    /// <summary>The rules that a keyword calls for; null stands for the look at assignments.</summary>
    public ReadOnlySpan<string?> Of(int keyword) => _byKeyword[keyword];

    /// <summary>Null for a rule without a pattern.</summary>
    public SecretRule? Find(string id) => _rules.GetValueOrDefault(id)?.Value;
}
