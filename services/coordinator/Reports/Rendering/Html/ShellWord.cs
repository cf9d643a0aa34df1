namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A word of a command that a reader may copy into a POSIX shell: it cannot become anything else there.</summary>
internal static class ShellWord
{
    public static string Quoted(string word) =>
        word.Length > 0 && word[0] != '-' && word.All(c => char.IsAsciiLetterOrDigit(c) || "._/:@+,%=-".Contains(c)) ? word : $"'{PlainText.Of(word).Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
