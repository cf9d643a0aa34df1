using Cortex.Cli.Runs.Following;
using Cortex.Cli.Tests.Hosts;
using Cortex.Contracts.Orchestrations;
using Microsoft.Extensions.Time.Testing;

namespace Cortex.Cli.Tests.Views;

public class RunTransitionsTests
{
    private static readonly DateTimeOffset Now = RecordedRun.Start.AddSeconds(42);

    [Fact]
    public void Nothing_changed_is_no_line()
    {
        Assert.Empty(RunTransitions.Between(RecordedRun.Executing(), RecordedRun.Executing(), Now));
    }

    [Fact]
    public void What_began_and_ended_between_two_looks_has_a_line_for_each()
    {
        var lines = RunTransitions.Between(RecordedRun.Executing(), RecordedRun.Finished(RunStatus.Completed), Now).Select(t => t.Text).ToList();

        Assert.Contains("phase 4 aggregation started (limit 5m 00s)", lines);
        Assert.Contains("phase 4 aggregation completed after 4.0s", lines);
        Assert.Contains("worker 00000008 catalog-worker on samples/webshop started", lines);
        Assert.Contains("worker 00000008 catalog-worker on samples/webshop completed after 10s", lines);
        Assert.Contains("master inventory completed: 1,214 assets in 3 repositories", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("phase 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_are_in_the_order_of_time()
    {
        var times = RunTransitions.Between(null, RecordedRun.Finished(RunStatus.Completed), Now).Select(t => t.At).ToList();

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Each_line_begins_with_the_time_since_the_start()
    {
        using var output = new StringWriter();
        var view = new PlainView(output, new FakeTimeProvider(Now));

        view.Update(RecordedRun.Executing());

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("    0.0s  run 0f8e2c1a-5b7d-4e3f-9a1b-2c3d4e5f6071 plan full-orchestration, 3 targets", lines[0]);
        Assert.Contains("     12s  phase 3 execution started (limit 20m 00s)", lines);
        Assert.All(lines, l => Assert.Matches(@"^ *\d+(\.\d)?s  (run|phase|master|worker|finding|findings|check|escalation) ", l));
    }
}
