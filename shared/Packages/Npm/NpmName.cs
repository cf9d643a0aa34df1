namespace Cortex.Packages.Npm;

/// <summary>Which texts can name a package. Old names may have capitals and other characters; none may act as a path.</summary>
internal static class NpmName
{
    private const int MaxLength = 214;

    public static bool IsValid(string name)
    {
        var parts = name.Split('/');
        return name.Length is > 0 and <= MaxLength
            && parts.Length == (name.StartsWith('@') ? 2 : 1)
            && parts[0] != "@"
            && Array.TrueForAll(parts, IsPart);
    }

    public static string Complaint(string name) =>
        $"{Display.Quote(name)} can be no npm package's name and is left out; correct it.";

    private static bool IsPart(string part) =>
        part is not ("" or "." or "..") && !part.Contains("..", StringComparison.Ordinal) && part.All(IsAllowed);

    private static bool IsAllowed(char c) =>
        !char.IsControl(c) && !char.IsWhiteSpace(c) && !char.IsSurrogate(c) && !"\\:?#%<>\"|`".Contains(c, StringComparison.Ordinal);
}
