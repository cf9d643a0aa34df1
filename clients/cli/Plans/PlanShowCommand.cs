using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Coordinator.Plans;
using Cortex.Coordinator.Plans.Estimates;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Plans;

internal sealed class PlanShowCommand : CortexCommand
{
    private readonly Argument<string> plan = new("FILE|NAME")
    {
        Description = "A plan's file, or a plan that Cortex brings along.",
        DefaultValueFactory = _ => PlanReader.BuiltInNames[0],
    };

    public PlanShowCommand() : base(
        "show",
        "Estimate a plan before anything runs: timeline with critical path, tokens, capacity per node.",
        "cortex plan show",
        "cortex plan show plans/nightly.yaml --json")
    {
        Add(plan);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var source = call.Get(plan)!;
        var reading = PlanReader.BuiltInNames.Contains(source, StringComparer.Ordinal) && !File.Exists(source)
            ? PlanReader.BuiltIn(source)
            : PlanReader.Read(await ReadAsync(call, source), source);
        if (reading.Plan is not { } read)
            throw CommandFailure.Usage(string.Join('\n', reading.Remarks.Where(r => r.Severity == RemarkSeverity.Error)));
        var estimate = PlanEstimate.Of(read);
        await call.AnswerAsync(new { plan = read, estimate, remarks = reading.Remarks }, () => PlanText.Render(read, estimate));
        return ExitCodes.Completed;
    }

    private static Task<string> ReadAsync(Invocation call, string source) =>
        source != "-" && !Path.Exists(source) && Nearest.Of(source, PlanReader.BuiltInNames) is { } nearest
            ? throw CommandFailure.Usage($"there is no plan and no file '{source}'; did you mean '{nearest}'?")
            : PlanSource.ReadAsync(call, source);
}
