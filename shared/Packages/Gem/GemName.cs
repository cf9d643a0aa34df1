namespace Cortex.Packages.Gem;

/// <summary>Which texts can name a gem: letters, digits, '-', '_' and '.'.</summary>
internal static class GemName
{
    private const int MaxLength = 200;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && !name.Contains("..", StringComparison.Ordinal)
        && name != "."
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public static string Complaint(string name) => $"{Display.Quote(name)} can be no gem's name and is left out; correct it.";
}
