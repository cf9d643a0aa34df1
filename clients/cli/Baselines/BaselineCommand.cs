using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Reports;
using Cortex.Hosting.Suggestions;
using Cortex.Security.Suppressions;

namespace Cortex.Cli.Baselines;

/// <summary>Prints what a team that begins to look at findings puts into its repository, so that only new ones are reported.</summary>
internal sealed class BaselineCommand : CortexCommand
{
    private readonly RunArgument run = new("the newest run");

    private readonly Option<string?> target = new("--target") { HelpName = "NAME", Description = "The repository, as the report names it; needed when the run had several." };

    public BaselineCommand() : base(
        "baseline",
        "Print a baseline of what a run found in a repository: .cortex/baseline.json, with which it is not reported again.",
        "cortex baseline > .cortex/baseline.json",
        "cortex baseline 0f8e2c1a --target ../webshop")
    {
        Add(run);
        Add(target);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var connection = await HostConnection.OpenToReadAsync(call, stop);
        var details = await RunLookup.OrNewestAsync(connection.Client, call.GetRun(run), stop);
        var report = await connection.Client.ReportAsync(details.Run.Id.ToString(), stop);
        var name = Choose(report, call.Get(target));
        var fingerprints = report.Findings.Concat(report.Suppressed.Select(passed => passed.Finding))
            .Where(finding => finding.Target == name).Select(finding => finding.Fingerprint).OfType<string>().ToList();
        var text = BaselineFile.Text(fingerprints);
        if (call.WantsJson)
            await call.WriteJsonAsync(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(text));
        else
            await call.Shell.Out.WriteAsync(text);
        return ExitCodes.Completed;
    }

    private static string Choose(Report report, string? wanted)
    {
        var names = report.Run.Targets.Where(t => t.Problem is null).Select(t => t.Name).ToList();
        if (wanted is null)
            return names is [var only] ? only : throw CommandFailure.Usage($"the run had {names.Count} repositories", $"Name one with --target: {Printable.Of(string.Join(", ", names.Take(10)))}.");
        return names.Contains(wanted, StringComparer.Ordinal)
            ? wanted
            : throw CommandFailure.Usage($"the run had no repository '{Printable.Of(wanted)}'{(Nearest.Of(wanted, names) is { } near ? $"; did you mean '{Printable.Of(near)}'?" : "")}", "'cortex report' names them.");
    }
}
