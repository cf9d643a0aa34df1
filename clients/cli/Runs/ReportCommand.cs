using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Summaries;

namespace Cortex.Cli.Runs;

internal sealed class ReportCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");

    private readonly Option<string> format = new("--format")
    {
        HelpName = "text|md|html|json",
        Description = "How to print it (default: text).",
        DefaultValueFactory = _ => "text",
    };

    public ReportCommand() : base(
        "report",
        "Show the report of a run that is over.",
        "cortex report",
        "cortex report 0f8e2c1a --format md",
        "cortex report --format html > report.html",
        "cortex report --json report.json")
    {
        Add(run);
        Add(format.OneOfWords("text", "md", "html", "json"));
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        var id = details.Run.Id.ToString();
        if (call.WantsJson || call.Get(format) == "json")
            await call.WriteJsonAsync(await connection.Client.ReportAsync(id, stop));
        else if (call.Get(format) == "md")
            await call.Shell.Out.WriteLineAsync((await connection.Client.ReportMarkdownAsync(id, stop)).TrimEnd());
        else if (call.Get(format) == "html")
            await call.Shell.Out.WriteLineAsync((await connection.Client.ReportHtmlAsync(id, stop)).TrimEnd());
        else
            await call.Shell.Out.WriteAsync(SummaryText.Of(
                details, await connection.Client.ReportAsync(id, stop), connection.Data is { } data ? ReportPaths.In(data, details.Run.Id) : []));
        return ExitCodes.Completed;
    }
}
