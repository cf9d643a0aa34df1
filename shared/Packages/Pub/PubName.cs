namespace Cortex.Packages.Pub;

/// <summary>Which texts can name a package: https://dart.dev/tools/pub/pubspec#name.</summary>
internal static class PubName
{
    private const int MaxLength = 200;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static string Complaint(string name) => $"{Display.Quote(name)} can be no pub package's name and is left out; correct it.";
}
