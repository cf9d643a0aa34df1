namespace Cortex.Packages.Editing.Maven;

/// <summary>Packages whose groups say that they are released together.</summary>
internal static class PackageFamily
{
    private const int Parts = 3;

    /// <summary>
    /// Whether two "group:artifact" are of one group, of one below the other, or of groups that start with the same three parts, as those
    /// of com.fasterxml.jackson do.
    /// </summary>
    public static bool Same(string name, string other)
    {
        var (a, b) = (name.Split(':')[0], other.Split(':')[0]);
        if (a == b || a.StartsWith(b + ".", StringComparison.Ordinal) || b.StartsWith(a + ".", StringComparison.Ordinal))
            return true;
        var (left, right) = (a.Split('.'), b.Split('.'));
        return left.Length >= Parts && right.Length >= Parts && left.Take(Parts).SequenceEqual(right.Take(Parts));
    }
}
