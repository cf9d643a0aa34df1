namespace Cortex.Packages.Hex;

/// <summary>Which texts can name a Hex package or an Elixir application.</summary>
internal static class HexName
{
    private const int MaxLength = 200;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    public static string Complaint(string name) => $"{Display.Quote(name)} can be no Hex package's name and is left out; correct it.";
}
