using Cortex.Contracts.Findings;
using Spectre.Console;

namespace Cortex.Cli.Terminal;

internal static class Styles
{
    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    public static Style Dim { get; } = new(Color.Grey);

    public static Style Good { get; } = new(Color.Green);

    public static Style Busy { get; } = new(Color.Blue);

    public static Style Bad { get; } = new(Color.Red);

    public static Style Warn { get; } = new(Color.Yellow);

    public static Style Of(string status) => status switch
    {
        "completed" or "ready" => Good,
        "running" => Busy,
        "failed" or "timedOut" or "missing" => Bad,
        "canceled" or "paused" or "canceling" => Warn,
        _ => Dim,
    };

    public static Style Of(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Bad,
        Severity.Medium => Warn,
        _ => Dim,
    };
}
