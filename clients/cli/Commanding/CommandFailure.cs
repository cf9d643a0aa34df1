namespace Cortex.Cli.Commanding;

/// <summary>Ends a command with one clear line, and a second one that says what to do.</summary>
internal sealed class CommandFailure(int exitCode, string message, string? advice = null, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    public string? Advice { get; } = advice;

    public static CommandFailure Usage(string message, string? advice = null) => new(ExitCodes.Usage, message, advice);
}
