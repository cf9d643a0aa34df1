using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;

namespace Cortex.Security.Aggregating;

/// <summary>Critical vulnerabilities that no version is known to fix: nobody but a person can say what to do.</summary>
internal static class WithoutFix
{
    /// <summary>The CVSS score from which on such a vulnerability is escalated; "critical" in CVSS 3 and 4.</summary>
    private const double Critical = 9.0;

    /// <summary>One question for each vulnerability of each package version, however many places have it.</summary>
    public static IEnumerable<OpenQuestion> Of(IEnumerable<Finding> vulnerabilities) => vulnerabilities
        .Where(f => f is { Score: >= Critical, FixedVersion: null })
        .GroupBy(f => (f.Reference, f.Package))
        .OrderBy(group => group.Key.Reference, StringComparer.Ordinal).ThenBy(group => group.Key.Package, StringComparer.Ordinal)
        .Select(group => new OpenQuestion
        {
            Subject = $"no-fix/{group.Key.Reference}/{group.Key.Package}",
            Severity = Severity.Critical,
            Reason = $"{group.Key.Reference} (CVSS {group.First().Score:0.0}) in {group.Key.Package} has no fixed version; it is in {string.Join(", ", group.Select(f => f.Target).Distinct(StringComparer.Ordinal))}. "
                + "Replace the package, shield what calls it, or pass it over with a reason in .cortex/config.yaml.",
        });
}
