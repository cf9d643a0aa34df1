using Cortex.Contracts.Certificates;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>The contracts' names in words, the same in every document of a run. Names that are not known stay as they are.</summary>
internal static class ReportWords
{
    public static IEnumerable<string> OutcomesInOrder(IReadOnlyDictionary<string, Outcome> outcomes) =>
        Outcomes.All.Where(outcomes.ContainsKey).Concat(outcomes.Keys.Except(Outcomes.All, StringComparer.Ordinal).Order(StringComparer.Ordinal));

    public static string Outcome(string name) => name switch
    {
        Outcomes.AssetsCatalogued => "Assets catalogued",
        Outcomes.CvesIdentified => "CVEs identified",
        Outcomes.AutoFixChanges => "Auto-fix changes",
        Outcomes.FeatureChanges => "Feature changes",
        Outcomes.TestsAdded => "Tests added",
        Outcomes.TestCoverage => "Test coverage",
        Outcomes.PipelineOptimizations => "Pipeline optimisations",
        Outcomes.Dashboards => "Dashboards",
        Outcomes.Alerts => "Alerts",
        _ => name,
    };

    public static string Status(string status) => status switch
    {
        "noWorkDeclared" => "no work declared",
        "timedOut" => "timed out",
        "notReached" => "not reached",
        _ => status,
    };

    public static string Severity(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Verified(VerificationStatus status) => status switch
    {
        VerificationStatus.Passed => "verified",
        VerificationStatus.Failed => "failed verification",
        _ => "not verified",
    };

    /// <summary>Every check of a certificate: the contract's name, what it says, what was found.</summary>
    public static IReadOnlyList<(string Field, string Title, string Value)> CertificateFields(Certificate certificate) =>
    [
        ("replayIdentical", "Replay is identical", YesNo(certificate.ReplayIdentical)),
        ("outboxEmpty", "Every emitted message was delivered", YesNo(certificate.OutboxEmpty)),
        ("deadlinesOpen", "Open deadlines", $"{certificate.DeadlinesOpen:N0}"),
        ("orphanWorkers", "Workers left behind", $"{certificate.OrphanWorkers:N0}"),
        ("unaccountedTokens", "Unaccounted tokens", $"{certificate.UnaccountedTokens:N0}"),
        ("leftoverWorkspaces", "Workspaces left behind", $"{certificate.LeftoverWorkspaces:N0}"),
    ];

    public static string Short(string? commit) => commit is { Length: > 10 } ? commit[..10] : commit ?? "";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
