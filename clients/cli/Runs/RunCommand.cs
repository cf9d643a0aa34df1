using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Embedded;
using Cortex.Cli.Targets;
using Cortex.Contracts.Orchestrations;

namespace Cortex.Cli.Runs;

internal sealed class RunCommand : CortexCommand
{
    private readonly Argument<string[]> targets = new("TARGET")
    {
        Description = "Repositories: paths, folders of repositories, or URLs (file, https, ssh); or @GROUP. Without one: the targets file, else the sample fleet.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> group = new("--group") { HelpName = "NAME", Description = "The targets of this group of the targets file." };

    private readonly TargetsOption file = new();

    private readonly Option<string?> plan = new("--plan") { HelpName = "FILE|NAME", Description = "Plan to run (default: full-orchestration)." };

    private readonly Option<string?> goal = new("--goal") { HelpName = "TEXT", Description = "What is wanted, in a sentence. Recorded; nothing uses it yet, and the report says so." };

    private readonly Option<string[]> masters = new("--masters")
    {
        HelpName = "a,b",
        Description = "Only these masters of the plan.",
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Make no branch and execute nothing of a target." };

    private readonly Option<bool> trust = new("--trust") { Description = "Let the targets' own builds and tests run on this machine, without isolation." };

    private readonly Option<bool> history = new("--history") { Description = "Look for secrets in all commits, and not only in the newest." };

    private readonly FailOnOption failOn = new();

    private readonly Option<Guid?> id = new("--id") { HelpName = "GUID", Description = "Id of the run; the same id twice is one run." };

    public RunCommand() : base(
        "run",
        "Run a campaign over repositories, from preflight to its certificate.",
        "cortex run",
        "cortex run --group payments --targets team/targets.yaml",
        "cortex run ~/src/webshop https://git.example.com/team/api.git",
        "cortex run ~/src --plan plans/nightly.yaml --masters inventory,security --json report.json",
        "cortex run . --masters security --fail-on high")
    {
        Add(targets);
        Add(group);
        Add(file);
        Add(plan);
        Add(goal);
        Add(masters);
        Add(dryRun);
        Add(trust);
        Add(history);
        Add(failOn);
        Add(id);
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var (planName, planYaml) = await PlanChoice.OfAsync(call.Settings.Plan, call.Settings.Server is not null);
        var wanted = MasterChoice.Of(call.Get(masters));
        var chosen = await TargetChoice.OfAsync(call.Get(targets) ?? [], call.Get(group), call.Get(file), call.Settings, call.Shell.Clock, stop);
        if (chosen.File is { } named)
            await call.Text.WriteLineAsync($"targets: {chosen.Targets.Count} of {named}");
        if (chosen.AreSamples)
            await call.Text.WriteLineAsync("targets: the samples; 'cortex init' names your own repositories");
        var trusted = chosen.AreSamples || Trust.Ask(call, chosen);

        await using var session = new RunSession(call, await HostConnection.OpenAsync(call, HostNeed.Working, stop), cancels: true);
        var request = new StartOrchestration
        {
            OrchestrationId = call.Get(id) ?? RunIds.New(),
            Plan = planName,
            PlanYaml = planYaml,
            Targets = await session.AsTheHostSeesThemAsync(chosen.Targets, stop),
            Goal = call.Get(goal),
            Masters = wanted,
            DryRun = call.Get(dryRun),
            Trusted = trusted,
            SearchHistory = call.Get(history),
            RequestedBy = "cli",
        };
        await session.StartAsync(request, stop);
        return await session.FollowAsync(request.OrchestrationId, failOn);
    }
}
