using Cortex.Contracts;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Plans;
using Cortex.Contracts.Targets;
using Cortex.Coordinator.Plans;
using Cortex.Hosting.Suggestions;
using Cortex.Workspaces.Targets;
using Microsoft.Extensions.Options;

namespace Cortex.Coordinator.Requests;

/// <summary>Looks up everything a run will need: the plan, the targets' commits, the nodes that exist here.</summary>
internal sealed class RequestResolver(TargetResolver targets, IOptions<CoordinatorOptions> options)
{
    /// <summary>Exactly one of the two is set.</summary>
    public async Task<(OrchestrationResolved? Resolved, string? Rejection)> ResolveAsync(StartOrchestration request, CancellationToken stop)
    {
        var reading = request.PlanYaml is { } yaml ? PlanReader.Read(yaml, request.Plan) : PlanReader.BuiltIn(request.Plan);
        if (reading.Plan is not { } plan)
            return (null, string.Join(Environment.NewLine, reading.Remarks.Where(remark => remark.Severity == RemarkSeverity.Error)));
        if (request.Masters?.FirstOrDefault(name => !plan.Masters.Any(master => master.Name == name)) is { } unknown)
            return (null, $"the plan '{plan.Name}' has no master '{unknown}'{(Nearest.Of(unknown, plan.Masters.Select(master => master.Name)) is { } nearest ? $": did you mean '{nearest}'?" : "")}");

        var found = new List<Target>();
        var problems = new List<TargetProblem>();
        foreach (var name in request.Targets.Distinct(StringComparer.Ordinal))
        {
            var resolution = await targets.ResolveAsync(name, stop);
            found.AddRange(resolution.Targets);
            problems.AddRange(resolution.Problems);
        }

        var distinct = found.DistinctBy(target => target.Location, StringComparer.Ordinal).ToList();
        if (distinct.Count == 0)
            return (null, problems.Count == 0 ? "no target is named" : string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Name}: {problem.Reason}")));

        return (new OrchestrationResolved
        {
            OrchestrationId = request.OrchestrationId,
            Plan = Narrow(plan, request.Masters),
            Nodes = LocalNodes.Of(plan, options.Value),
            Targets = distinct,
            TargetProblems = problems,
            Goal = request.Goal,
            DryRun = request.DryRun,
            Trusted = request.Trusted,
            SearchHistory = request.SearchHistory,
            RequestedBy = request.RequestedBy,
            Model = options.Value.Model is { Length: > 0 } model ? model : null,
        }, null);
    }

    private static Plan Narrow(Plan plan, IReadOnlyList<string>? wanted) => wanted is null
        ? plan
        : plan with { Masters = [.. plan.Masters.Where(master => master.Name == ServiceNames.Coordinator || wanted.Contains(master.Name))] };
}
