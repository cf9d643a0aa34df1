using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Runs;

/// <summary>Findings as a reason to fail, for use in a pipeline.</summary>
internal sealed class FailOnOption : Option<string>
{
    private static readonly string[] Words = ["low", "medium", "high", "critical"];

    public FailOnOption() : base("--fail-on")
    {
        HelpName = "SEVERITY";
        Description = "Exit 1 when there is a finding of that severity or above: low, medium, high or critical. What the repositories pass over does not count.";
        this.OneOfWords(Words);
    }

    /// <summary>The exit code with the findings taken into account; says why on standard error when they make the difference.</summary>
    public async Task<int> JudgeAsync(Invocation call, Report? report, int exitCode)
    {
        if (call.Get(this) is not { } word || exitCode is not (ExitCodes.Completed or ExitCodes.OpenEscalations))
            return exitCode;
        if (report is null)
            throw new CommandFailure(ExitCodes.Failed, "there is no report to judge by --fail-on", "'cortex events' shows what the run did.");
        var least = Enum.Parse<Severity>(word, ignoreCase: true);
        var count = report.Findings.Count(finding => finding.Severity >= least);
        if (count == 0)
            return exitCode;
        await call.Shell.Error.WriteLineAsync($"failed: {Wording.Count(count, "finding")} of severity {word}{(least == Severity.Critical ? "" : " or above")} (--fail-on {word})");
        return ExitCodes.Failed;
    }
}
