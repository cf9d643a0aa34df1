namespace Cortex.Packages.Versions;

/// <summary>Numbers of any length, as they are written.</summary>
internal static class Digits
{
    public static bool Are(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    public static int Compare(string a, string b)
    {
        var left = a.AsSpan().TrimStart('0');
        var right = b.AsSpan().TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    public static bool AreZero(string text) => text.All(c => c == '0');
}
