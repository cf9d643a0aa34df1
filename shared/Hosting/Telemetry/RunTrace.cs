using System.Diagnostics;

namespace Cortex.Hosting.Telemetry;

/// <summary>
/// One trace per run: the trace id is the run's id, so that every process finds it again after any crash without a stored context. A span
/// hangs below its caller where that is known and of the same run; else it is a further root of the run's trace.
/// </summary>
public static class RunTrace
{
    [ThreadStatic]
    private static ActivityTraceId _wanted;

    static RunTrace()
    {
        var before = Activity.TraceIdGenerator;
        Activity.TraceIdGenerator = () => _wanted == default ? before?.Invoke() ?? ActivityTraceId.CreateRandom() : _wanted;
    }

    /// <summary>The default, which is no trace, for the empty id.</summary>
    public static ActivityTraceId Of(Guid run) => run == Guid.Empty ? default : ActivityTraceId.CreateFromString(run.ToString("N"));

    /// <summary>
    /// Starts a span of a run and makes it the current one; null when nobody listens. A caller of another trace (somebody else's
    /// request, another run) is linked. Without a run it is an ordinary span.
    /// </summary>
    public static Activity? Start(ActivitySource source, string name, ActivityKind kind, Guid? run, ActivityContext caller = default)
    {
        if (!source.HasListeners())
            return null;
        if (caller == default)
            caller = Activity.Current?.Context ?? default;
        var trace = Of(run ?? Guid.Empty);
        if (trace == default || caller.TraceId == trace)
            return source.StartActivity(name, kind, caller)?.SetTag("cortex.run", run);
        return StartRoot(source, name, kind, trace, caller)?.SetTag("cortex.run", run);
    }

    /// <summary>The caller that a W3C <c>traceparent</c> names, if it is one of this run: who sends it may be anybody.</summary>
    public static ActivityContext Caller(string? traceParent, Guid run) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var caller) && caller.TraceId == Of(run) ? caller : default;

    private static Activity? StartRoot(ActivitySource source, string name, ActivityKind kind, ActivityTraceId trace, ActivityContext linked)
    {
        var before = Activity.Current;
        Activity? started = null;
        try
        {
            Activity.Current = null;
            _wanted = trace;
            started = source.StartActivity(name, kind, parentContext: default, links: linked == default ? null : [new ActivityLink(linked)]);
        }
        finally
        {
            _wanted = default;
            if (started is null)
                Activity.Current = before;
        }

        return started;
    }
}
