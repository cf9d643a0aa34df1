using Cortex.Contracts.Findings;

namespace Cortex.Security.Scanning;

/// <summary>
/// A secret that stands in a file of configuration is one finding: that of its secret, which is what has to be replaced. The rule that such a
/// file holds one is for what no rule of secrets can tell, such as a build argument without a value.
/// </summary>
internal static class SecretPlaces
{
    private static readonly HashSet<string> Rules = new(StringComparer.Ordinal)
    {
        "dockerfile/secret-in-env", "dockerfile/secret-in-arg", "compose/secret-in-environment", "compose/secret-in-build-argument", "kubernetes/secret-in-env", "terraform/secret-in-resource",
    };

    /// <param name="findings">Of one or more repositories.</param>
    /// <param name="suppressed">What is passed over: a secret that is allowed is not told of by the other rule.</param>
    public static IEnumerable<Finding> Once(IReadOnlyList<Finding> findings, IReadOnlyList<SuppressedFinding> suppressed)
    {
        var secrets = findings.Concat(suppressed.Select(passed => passed.Finding)).Where(finding => finding.Kind == FindingKinds.Secret)
            .Select(finding => (finding.Target, finding.Path, finding.Line)).ToHashSet();
        return findings.Where(finding => !Rules.Contains(finding.Rule) || !secrets.Contains((finding.Target, finding.Path, finding.Line)));
    }
}
