using Cortex.Documents.Pages;
using Cortex.Secrets.Rules;

namespace Cortex.Security.Rules;

/// <summary>All rules: this service's own and those for secrets.</summary>
public static class RulePages
{
    private static readonly RulePageSet Own = new(typeof(RulePages).Assembly);

    /// <summary>By id.</summary>
    public static IEnumerable<RulePage> All => Own.All.Concat(SecretRules.Pages.All).OrderBy(page => page.Id, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static RulePage Of(string id) => Find(id) ?? throw new KeyNotFoundException($"There is no rule '{id}'.");

    public static RulePage? Find(string id) => Own.Find(id) ?? SecretRules.Pages.Find(id);
}
