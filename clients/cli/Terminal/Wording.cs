using Cortex.Contracts;
using Cortex.Contracts.Masters;

namespace Cortex.Cli.Terminal;

/// <summary>Names of the contracts in words.</summary>
internal static class Wording
{
    public static string Status(string status) => status switch
    {
        "noWorkDeclared" => "no work declared",
        "notReached" => "not reached",
        "timedOut" => "timed out",
        _ => status,
    };

    public static string Status<T>(T status) where T : struct, Enum => status.ToString().ToLowerInvariant();

    public static string Outcome(string name) => name switch
    {
        Outcomes.AssetsCatalogued => "assets catalogued",
        Outcomes.CvesIdentified => "CVEs identified",
        Outcomes.AutoFixChanges => "auto-fix changes",
        Outcomes.FeatureChanges => "feature changes",
        Outcomes.TestsAdded => "tests added",
        Outcomes.TestCoverage => "test coverage",
        Outcomes.PipelineOptimizations => "pipeline optimisations",
        _ => name,
    };

    public static string Figure(string outcome, double value) =>
        outcome == Outcomes.TestCoverage ? $"{value:0.#} %" : $"{value:#,0.##}";

    public static string Change(string outcome, double delta) => (delta > 0 ? "+" : "") + Figure(outcome, delta);

    public static string Count(int count, string one, string? many = null) => $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}";

    public static IEnumerable<string> InHouseOrder(IEnumerable<string> masters) =>
        masters.OrderBy(m => ServiceNames.All.ToList().IndexOf(m) is var at and >= 0 ? at : int.MaxValue);
}
