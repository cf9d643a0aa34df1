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
        lines.AddRange(status.Imports.Select(i => Printable.Of($"  taken in {Age(i.Imported, now)}: {i.Source}, {i.Records} {Records(i)}")));
        foreach (var (kind, name, advice) in Exploitation.Where(e => status.Imports.All(i => i.Kind != e.Kind)))
            lines.Add($"  no {name}: {advice}");
        return string.Join('\n', lines);
    }

    private static readonly (string Kind, string Name, string Advice)[] Exploitation =
    [
        (AdvisoryImport.Epss, "scores of EPSS", "findings do not say how likely an exploitation is"),
        (AdvisoryImport.Kev, "catalogue of exploited vulnerabilities", "findings do not say what is exploited"),
    ];

    private static string Records(AdvisorySource import)
    {
        var of = import.Newest is { } newest ? $", the newest of {newest:yyyy-MM-dd}" : "";
        return import.Kind switch { AdvisoryImport.Epss => $"scores{of}", AdvisoryImport.Kev => $"exploited vulnerabilities{of}", _ => $"records{of}" };
    }

    private static string Age(DateTimeOffset then, DateTimeOffset now) => $"on {then:yyyy-MM-dd} ({Wording.Count((int)(now - then).TotalDays, "day")} ago)";
}
