using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Summaries;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Runs;

internal sealed class ReportCommand : CortexCommand
{
    private static readonly Dictionary<string, string> Documents = new(StringComparer.Ordinal)
    {
        ["md"] = ReportDocuments.Markdown,
        ["html"] = ReportDocuments.Html,
        ["sarif"] = ReportDocuments.Sarif,
        ["vex"] = ReportDocuments.Vex,
    };

    private readonly RunArgument run = new("the newest run");

    private readonly Option<string> format = new("--format")
    {
        HelpName = "text|md|html|sarif|vex|json",
        Description = "How to print it (default: text).",
        DefaultValueFactory = _ => "text",
    };

    private readonly FailOnOption failOn = new();

    public ReportCommand() : base(
        "report",
        "Show the report of a run that is over.",
        "cortex report",
        "cortex report 0f8e2c1a --format md",
        "cortex report --format html > report.html",
        "cortex report --format sarif --fail-on high > cortex.sarif",
        "cortex report --json report.json")
    {
        Add(run);
        Add(format.OneOfWords(["text", .. Documents.Keys, "json"]));
        Add(failOn);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        var id = details.Run.Id.ToString();
        var report = await connection.Client.ReportAsync(id, stop);
        if (call.WantsJson || call.Get(format) == "json")
            await call.WriteJsonAsync(report);
        else if (Documents.TryGetValue(call.Get(format)!, out var document))
            await call.Shell.Out.WriteLineAsync((await connection.Client.ReportDocumentAsync(id, document, stop)).TrimEnd());
        else
            await call.Shell.Out.WriteAsync(SummaryText.Of(
                details, report, connection.Data is { } data ? ReportPaths.In(data, details.Run.Id) : []));
        return await failOn.JudgeAsync(call, report, ExitCodes.Completed);
    }
}
