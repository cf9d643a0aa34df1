using Cortex.Contracts;
using Cortex.Coordinator.Plans;

namespace Cortex.Coordinator.Tests.Plans;

public class BuiltInPlanTests
{
    [Fact]
    public void Full_orchestration_carries_the_figures_it_was_agreed_with()
    {
        var plan = PlanReader.BuiltIn("full-orchestration").Plan!;

        Assert.Equal([5, 10, 15, 20, 5, 5], plan.Phases.Select(p => p.LimitSeconds / 60));
        Assert.Equal([0, 1, 2, 3, 4, 5], plan.Phases.Select(p => p.Number));
        Assert.Equal((185_000, 110_000, 25_000), (plan.Budget.Masters, plan.Budget.Workers, plan.Budget.Reserve));
        Assert.Equal(
            [
                (ServiceNames.Coordinator, 50_000, 30_000), (ServiceNames.Security, 30_000, 15_000),
                (ServiceNames.Development, 30_000, 20_000), (ServiceNames.Inventory, 35_000, 15_000),
                (ServiceNames.CiCd, 25_000, 20_000), (ServiceNames.Testing, 25_000, 15_000), (ServiceNames.Monitoring, 20_000, 10_000),
            ],
            plan.Masters.Select(m => (m.Name, m.Tokens, m.WorkerTokens)));
        Assert.Equal(
            [
                "catalog-worker 8000 15 inventory=4", "scan-worker 8000 15 security=3", "implementation-worker 10000 45 development=2",
                "test-worker 6000 20 testing=3", "analysis-worker 5000 15 cicd=1 monitoring=1", "documentation-worker 6000 20 development=1",
                "review-worker 5000 15 development=1", "fix-worker 5000 20 security",
                "pr-worker 4000 10 coordinator security development inventory cicd testing monitoring",
            ],
            plan.Workers.Select(w => string.Join(' ',
                [w.Type, $"{w.Tokens}", $"{w.TimeoutSeconds / 60}", .. w.Counts.Select(c => $"{c.Key}={c.Value}"), .. w.OnDemand])));
        Assert.Equal([4, 4, 4, 4], plan.Nodes.Nodes.Select(n => n.Slots));
        Assert.Equal(16, plan.Workers.Sum(w => w.Counts.Values.Sum()));
    }

    [Fact]
    public void Full_orchestration_is_remarked_on_as_over_subscribed_and_no_worse()
    {
        var reading = PlanReader.BuiltIn("full-orchestration");

        Assert.Equal(
            [
                "full-orchestration:16:3: note: the masters' limits sum to 215,000 tokens, 30,000 over their budget",
                "full-orchestration:17:3: note: the masters' limits for workers sum to 125,000 tokens, 15,000 over the workers' budget",
                "full-orchestration:17:3: note: the planned workers' leases sum to 115,000 tokens, 5,000 over the workers' budget",
                "full-orchestration:24:30: note: the planned workers' leases of 'security' sum to 24,000 tokens, 9,000 over its limit",
                "full-orchestration:25:33: note: the planned workers' leases of 'development' sum to 31,000 tokens, 11,000 over its limit",
                "full-orchestration:26:31: note: the planned workers' leases of 'inventory' sum to 32,000 tokens, 17,000 over its limit",
                "full-orchestration:28:29: note: the planned workers' leases of 'testing' sum to 18,000 tokens, 3,000 over its limit",
                "full-orchestration:43:5: warning: implementation-worker may take 45m, but execution ends after 20m: the earlier deadline wins",
            ],
            reading.Remarks.Select(r => r.ToString()));
    }

    [Fact]
    public void An_unknown_built_in_plan_is_answered_with_the_nearest()
    {
        var reading = PlanReader.BuiltIn("full-orchestraton");

        Assert.Null(reading.Plan);
        Assert.Equal("there is no built-in plan 'full-orchestraton': did you mean 'full-orchestration'?", Assert.Single(reading.Remarks).Message);
    }
}
