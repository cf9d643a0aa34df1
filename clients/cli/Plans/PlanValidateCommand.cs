using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Runs;
using Cortex.Cli.Terminal;
using Cortex.Coordinator.Plans;

namespace Cortex.Cli.Plans;

internal sealed class PlanValidateCommand : CortexCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "A plan in YAML; - reads standard input." };

    public PlanValidateCommand() : base(
        "validate",
        "Check a plan: every mistake with its line, every doubt about its arithmetic.",
        "cortex plan validate plans/nightly.yaml",
        "cortex plan validate - < plans/nightly.yaml")
    {
        Add(file);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var source = call.Get(file)!;
        var reading = PlanReader.Read(await PlanSource.ReadAsync(call, source), source);
        var valid = reading.Plan is not null;
        await call.AnswerAsync(
            new { valid, remarks = reading.Remarks },
            () => string.Join('\n', reading.Remarks.Select(r => Printable.Of(r.ToString())).Append(Verdict(source, reading, valid))));
        return valid ? ExitCodes.Completed : ExitCodes.Usage;
    }

    private static string Verdict(string source, PlanReading reading, bool valid)
    {
        var errors = reading.Remarks.Count(r => r.Severity == RemarkSeverity.Error);
        var warnings = reading.Remarks.Count(r => r.Severity == RemarkSeverity.Warning);
        return valid
            ? $"{source} is a valid plan{(warnings == 0 ? "" : $", with {Wording.Count(warnings, "warning")}")}."
            : $"{source} is no valid plan: {Wording.Count(errors, "error")}.";
    }
}
