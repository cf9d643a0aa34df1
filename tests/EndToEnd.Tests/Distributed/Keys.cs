using Cortex.Contracts.Reports;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>What two runs are compared by.</summary>
internal static class Keys
{
    public static IReadOnlyList<string> Of(Report report) =>
    [
        .. report.Findings.Select(finding => $"finding {finding.Key}").Order(StringComparer.Ordinal),
        .. report.Changes.Select(change => $"change {change.Key}").Order(StringComparer.Ordinal),
        .. report.Workers.Select(worker => $"worker {worker.Master} {worker.Type} {worker.Status}").Order(StringComparer.Ordinal),
        $"assets {report.Outcomes[Contracts.Masters.Outcomes.AssetsCatalogued].After}",
        $"CVEs {report.Outcomes[Contracts.Masters.Outcomes.CvesIdentified].After}",
        $"tokens {report.Tokens.Used} {report.Tokens.InDoubt}",
    ];
}
