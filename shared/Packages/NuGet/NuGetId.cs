namespace Cortex.Packages.NuGet;

/// <summary>Which texts can name a package: letters, digits, '_', '-' and '.', 100 at most.</summary>
internal static class NuGetId
{
    private const int MaxLength = 100;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength
        && !id.StartsWith('.')
        && !id.Contains("..", StringComparison.Ordinal)
        && id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    public static string Complaint(string id) =>
        $"{Display.Quote(id)} can be no NuGet package's name and is left out; correct it.";
}
