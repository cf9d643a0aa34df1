using System.Diagnostics;
using Cortex.EndToEnd.Tests.Changes;
using Cortex.Messaging;
using Cortex.Messaging.Outbox;

namespace Cortex.EndToEnd.Tests.Telemetry;

/// <summary>A run with real workers, as a collector would see it.</summary>
[Collection(ChangeTests.Collection)]
public sealed class TraceTests : IDisposable
{
    private static readonly Guid Run = DeterministicId.Of("a traced run");

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_one_trace_through_bus_gateway_and_workers()
    {
        using var heard = new Spans();
        var target = ChangeTarget.Make(_folder["shop"], "early 3 three");
        HashSet<string> messages;
        await using (var host = await ChangeHost.StartAsync(_folder["data"]))
        {
            await host.RunAsync(Run, target.Folder, dryRun: true, goal: "test-echo*2 test-source");
            messages = host.Store.Read(commands => OutboxRow.Query(commands, "run = $1 AND state = 'done'", Run)).Select(row => row.MessageId.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        var trace = heard.Of(Run);
        var ids = trace.Select(span => span.SpanId).ToHashSet();
        Assert.Equal(Run.ToString("N"), trace[0].TraceId.ToHexString());
        Assert.All(trace, span => Assert.True(span.ParentSpanId == default || ids.Contains(span.ParentSpanId), $"the parent of {span.DisplayName} is not in the trace"));
        Assert.Equal(["Cortex.Gateway", "Cortex.Messaging", "Cortex.Workers", "MassTransit"], trace.Select(span => span.Source.Name).Distinct().Order());

        // Nothing of the run is anywhere else: neither what names the run nor what carries one of its messages.
        Assert.All(heard.All.Where(span => Equals(span.GetTagItem("cortex.run"), Run)), span => Assert.Contains(span.SpanId, ids));
        var carrying = heard.All.Where(span => span.Source.Name == "MassTransit" && span.GetTagItem("messaging.message.id") is { } id && messages.Contains(id.ToString()!)).ToList();
        Assert.NotEmpty(carrying);
        Assert.All(carrying, span => Assert.Contains(span.SpanId, ids));

        var work = trace.Where(span => span.Source.Name == "Cortex.Workers").ToList();
        Assert.Equal(["work test-echo", "work test-echo", "work test-source"], work.Select(span => span.DisplayName).Order());
        Assert.All(work, span => Assert.Contains(Ancestors(trace, span), above => above.DisplayName.Contains("start-worker", StringComparison.Ordinal)));
        Assert.All(work, span => Assert.Equal("succeeded", span.GetTagItem("cortex.state")));
        var asked = trace.Where(span => span.Source.Name == "Cortex.Gateway").ToList();
        Assert.Equal(3, asked.Count(span => span.DisplayName == "gateway assignment"));
        Assert.Equal(3, asked.Count(span => span.DisplayName == "gateway result"));
        Assert.Contains(asked, span => span.DisplayName == "gateway source");
        Assert.All(asked, span => Assert.Contains(span.ParentSpanId, work.Select(worker => worker.SpanId)));
    }

    private static IEnumerable<Activity> Ancestors(List<Activity> trace, Activity span)
    {
        for (var above = trace.Find(other => other.SpanId == span.ParentSpanId); above is not null; above = trace.Find(other => other.SpanId == above.ParentSpanId))
            yield return above;
    }
}
