using Cortex.Contracts.Reports;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Runs.Summaries;

internal static class ReportPaths
{
    private static readonly string[] Names = ["report.json", .. ReportDocuments.All];

    /// <summary>Those that exist on this machine.</summary>
    public static IReadOnlyList<string> In(DataDirectory data, Guid id) =>
        [.. Names.Select(name => Path.Combine(data.RunFolder(id), name)).Where(File.Exists)];
}
