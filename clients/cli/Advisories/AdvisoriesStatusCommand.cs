using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Security.Advisories;

namespace Cortex.Cli.Advisories;

internal sealed class AdvisoriesStatusCommand : CortexCommand
{
    public AdvisoriesStatusCommand() : base(
        "status",
        "Show which advisories are known, and how old they are.",
        "cortex advisories status",
        "cortex advisories status --json")
    {
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var store = await AdvisoryData.OpenAsync(call, stop);
        var status = store.Status();
        await call.AnswerAsync(status, () => Text(status, call.Shell.Clock.GetUtcNow()));
        return ExitCodes.Completed;
    }

    private static string Text(AdvisoryStatus status, DateTimeOffset now)
    {
        var lines = new List<string>
        {
            $"{status.Advisories} advisories, {status.Withdrawn} of them withdrawn"
                + (status.Newest is { } newest ? $"; the newest is of {newest:yyyy-MM-dd}, {Wording.Count((int)(now - newest).TotalDays, "day")} old" : ""),
        };
        lines.AddRange(status.Ecosystems.Select(e => Printable.Of($"  {e.Ecosystem,-14} {e.Advisories,8} advisories of {e.Packages} packages")));
        lines.AddRange(status.Imports.Select(i => Printable.Of($"  taken in on {i.Imported:yyyy-MM-dd}: {i.Source}, {i.Records} records")));
        return string.Join('\n', lines);
    }
}
