using System.Diagnostics;
using Cortex.Hosting.Telemetry;

namespace Cortex.Messaging.Tests.Telemetry;

public sealed class RunTraceTests : IDisposable
{
    private static readonly Guid _run = DeterministicId.Of("run");

    private readonly ActivitySource _source = new("Cortex.RunTraceTests");
    private readonly ActivityListener _listener;

    public RunTraceTests()
    {
        _listener = new ActivityListener { ShouldListenTo = source => source == _source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void The_trace_id_is_the_run_s_id()
    {
        using var span = RunTrace.Start(_source, "root", ActivityKind.Internal, _run)!;

        Assert.Equal(_run.ToString("N"), span.TraceId.ToHexString());
        Assert.Equal(default, span.ParentSpanId);
        Assert.Same(span, Activity.Current);
        using var other = RunTrace.Start(_source, "none", ActivityKind.Internal, run: null)!;
        Assert.Equal(span.SpanId, other.ParentSpanId);
    }

    [Fact]
    public void A_caller_of_the_run_is_the_parent_and_a_stranger_is_linked()
    {
        using var first = RunTrace.Start(_source, "first", ActivityKind.Internal, _run)!;
        using var stranger = RunTrace.Start(_source, "stranger", ActivityKind.Internal, DeterministicId.Of("another run"), first.Context)!;
        using var second = RunTrace.Start(_source, "second", ActivityKind.Internal, _run, first.Context)!;

        Assert.Equal((first.TraceId, first.SpanId), (second.TraceId, second.ParentSpanId));
        Assert.NotEqual(first.TraceId, stranger.TraceId);
        Assert.Equal(default, stranger.ParentSpanId);
        Assert.Equal(first.Context, Assert.Single(stranger.Links).Context);
    }

    [Theory]
    [InlineData("00-{run}-00f067aa0ba902b7-01", true)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false)]
    [InlineData("00-{run}-0000000000000000-01", false)]
    [InlineData("not a traceparent", false)]
    [InlineData(null, false)]
    public void Only_a_span_of_the_run_is_believed(string? traceParent, bool believed) =>
        Assert.Equal(believed, RunTrace.Caller(traceParent?.Replace("{run}", _run.ToString("N"), StringComparison.Ordinal), _run) != default);

    [Fact]
    public void Nothing_is_made_when_nobody_listens()
    {
        using var unheard = new ActivitySource("Cortex.Unheard");
        Assert.Null(RunTrace.Start(unheard, "x", ActivityKind.Internal, _run));
    }
}
