namespace Cortex.Security.Fixing.Relocking;

/// <summary>A program and its arguments, run in a folder of the checkout.</summary>
/// <param name="Words">The program first.</param>
/// <param name="Folder">Relative to the root, "" for the root.</param>
internal sealed record ToolCommand(IReadOnlyList<string> Words, string Folder)
{
    /// <summary>As one would type it, with where it ran: "npm ci --ignore-scripts (in web)".</summary>
    public string Text() => string.Join(' ', Words.Select(Quote)) + (Folder.Length == 0 ? "" : $" (in {Folder})");

    private static string Quote(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:@+,^~;{}*".Contains(c, StringComparison.Ordinal)) ? word : $"'{word}'";
}

/// <summary>How a command ended.</summary>
/// <param name="Command">What was run.</param>
/// <param name="ExitCode">Null when it was ended.</param>
/// <param name="Output">Standard output and error as they came; the middle is left out when it is long.</param>
/// <param name="Ended">Why it was ended, or could not be started; null when it ended itself.</param>
/// <param name="Duration">Wall clock.</param>
internal sealed record ToolResult(ToolCommand Command, int? ExitCode, string Output, string? Ended, TimeSpan Duration)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>"npm ci failed with exit code 1", or what else happened.</summary>
    public string Text() => Ended is not null ? $"{Command.Text()} {Ended}" : $"{Command.Text()} ended with exit code {ExitCode}";

    /// <summary>The first line that says what is wrong, else the last line, for a reason; the log has the rest.</summary>
    public string FirstError()
    {
        var lines = Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var line = lines.Find(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) && line.Length > 12) ?? lines.LastOrDefault() ?? "";
        return line.Length > 240 ? line[..240] + "…" : line;
    }
}
