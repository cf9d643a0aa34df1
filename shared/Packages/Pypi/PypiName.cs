using System.Text;

namespace Cortex.Packages.Pypi;

/// <summary>Names of Python projects: https://packaging.python.org/specifications/name-normalization/.</summary>
internal static class PypiName
{
    private const int MaxLength = 214;

    /// <summary>Lower case, with one '-' for every run of '-', '_' and '.'.</summary>
    public static string Normalize(string name)
    {
        var normal = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!IsSeparator(c))
                normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length == 0 || normal[^1] != '-')
                normal.Append('-');
        }
        return normal.ToString();
    }

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || IsSeparator(c))
        && !name.Contains("..", StringComparison.Ordinal);

    public static string Complaint(string name) =>
        $"{Display.Quote(name)} can be no Python package's name and is left out; correct it.";

    private static bool IsSeparator(char c) => c is '-' or '_' or '.';
}
