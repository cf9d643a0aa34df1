using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;

namespace Cortex.Security.Suppressions;

/// <summary>What a repository asks to pass over: its allow rules and its baseline. Nothing is dropped; what is passed over is kept with its reason.</summary>
internal sealed class RepositorySuppressions
{
    private readonly AllowRules rules;
    private readonly Baseline baseline;

    private RepositorySuppressions(AllowRules rules, Baseline baseline)
    {
        this.rules = rules;
        this.baseline = baseline;
    }

    public static RepositorySuppressions Read(SourceTree tree, DateOnly today, IReadProblems problems) =>
        new(AllowRules.Read(tree, today, problems), Baseline.Read(tree, problems));

    /// <summary>The finding with the reason for passing it over; null when it counts.</summary>
    public SuppressedFinding? Of(Finding finding)
    {
        if (rules.Find(Ids(finding), finding.Path, finding.Fingerprint) is { } rule)
            return new() { Finding = finding, Reason = rule.Reason, Until = rule.Until, By = $"{IgnoreRules.ConfigPath}:{rule.Line}" };
        return finding.Fingerprint is { } fingerprint && baseline.Has(fingerprint)
            ? new() { Finding = finding, Reason = "It was there when the baseline was written.", By = Baseline.Path }
            : null;
    }

    private static IEnumerable<string> Ids(Finding finding)
    {
        yield return finding.Rule;
        if (finding.Reference is { } reference)
            yield return reference;
        foreach (var alias in finding.Aliases)
            yield return alias;
    }
}
