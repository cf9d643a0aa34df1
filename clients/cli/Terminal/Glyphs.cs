using Spectre.Console;

namespace Cortex.Cli.Terminal;

/// <summary>The few signs of the views, for terminals with and without Unicode.</summary>
internal sealed record Glyphs(string Done, string Running, string Waiting, string Trouble, string BarFull, string BarEmpty)
{
    public static Glyphs Unicode { get; } = new("✓", "●", "·", "✗", "█", "░");

    public static Glyphs Ascii { get; } = new("+", "*", ".", "!", "#", "-");

    public static Glyphs For(IAnsiConsole terminal) => terminal.Profile.Capabilities.Unicode ? Unicode : Ascii;

    public string Of(string status) => status switch
    {
        "completed" or "ready" => Done,
        "running" => Running,
        "failed" or "timedOut" or "missing" or "canceled" => Trouble,
        _ => Waiting,
    };

    public string Bar(double progress, int width)
    {
        var full = (int)Math.Round(Math.Clamp(progress, 0, 1) * width);
        return string.Concat(Enumerable.Repeat(BarFull, full)) + string.Concat(Enumerable.Repeat(BarEmpty, width - full));
    }
}
