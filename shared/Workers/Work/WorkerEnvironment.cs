namespace Cortex.Workers.Work;

/// <summary>Names of the variables with which a launcher starts a worker. The token is in none of them: it is the first line of standard input, or a file.</summary>
public static class WorkerEnvironment
{
    /// <summary>worker/attempt: the marker by which a sweep finds survivors. Children inherit it.</summary>
    public const string Attempt = "CORTEX_ATTEMPT";

    /// <summary>Base address of the gateway.</summary>
    public const string Gateway = "CORTEX_GATEWAY";

    /// <summary>The master that started it.</summary>
    public const string Master = "CORTEX_MASTER";

    /// <summary>Folder for the attempt's files.</summary>
    public const string Workspace = "CORTEX_WORKSPACE";

    /// <summary>The attempt's span, as W3C's <c>traceparent</c>; by OpenTelemetry's convention for processes, which instrumented tools of a target follow too.</summary>
    public const string TraceParent = "TRACEPARENT";

    /// <summary>File with the token; without it the token is the first line of standard input, and the end of that input ends the worker.</summary>
    public const string TokenFile = "CORTEX_TOKEN_FILE";
}
