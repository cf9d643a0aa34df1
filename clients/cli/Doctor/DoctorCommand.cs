using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Masters;

namespace Cortex.Cli.Doctor;

internal sealed class DoctorCommand : CortexCommand
{
    public DoctorCommand() : base(
        "doctor",
        "Check this machine: tools, data directory, disk, port, store; say what to do.",
        "cortex doctor",
        "cortex doctor --data /var/lib/cortex --json")
    {
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var checks = new List<Check>
        {
            await ToolChecks.GitAsync(call.Shell.Clock, stop),
            ToolChecks.Runtime(),
            DataChecks.Folder(call.Settings.Data),
            DataChecks.Disk(call.Settings.Data),
            DataChecks.Port(call.Settings),
            DataChecks.Sqlite(),
        };
        checks.AddRange(await HostChecks.OfAsync(call, stop));
        checks.AddRange(OptionalChecks.All);

        var glyphs = Glyphs.For(call.Shell.Terminal);
        await call.AnswerAsync(checks, () => string.Join('\n', checks.SelectMany(c => Lines(c, glyphs))));
        return checks.Any(c => c.Status == CheckStatus.Failed) ? ExitCodes.Failed : ExitCodes.Completed;
    }

    private static IEnumerable<string> Lines(Check check, Glyphs glyphs)
    {
        var sign = check.Status switch { CheckStatus.Passed => glyphs.Done, CheckStatus.Warning => glyphs.Waiting, _ => glyphs.Trouble };
        yield return $"{sign} {check.Name,-16}  {Printable.Of(check.Detail)}";
        if (check.Advice is not null)
            yield return $"  {"",-16}  {Printable.Of(check.Advice)}";
    }
}
