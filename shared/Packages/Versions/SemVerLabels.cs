namespace Cortex.Packages.Versions;

/// <summary>Pre-release labels as SemVer orders them: https://semver.org/#spec-item-11.</summary>
internal static class SemVerLabels
{
    /// <param name="a">Labels with points between them; "" for a release, which comes after all of them.</param>
    /// <param name="b">The other's.</param>
    public static int Compare(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
            return (a.Length == 0 ? 1 : 0) - (b.Length == 0 ? 1 : 0);
        var (left, right) = (a.Split('.'), b.Split('.'));
        for (var at = 0; at < Math.Min(left.Length, right.Length); at++)
        {
            var order = (Digits.Are(left[at]), Digits.Are(right[at])) switch
            {
                (true, true) => Digits.Compare(left[at], right[at]),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(left[at], right[at]),
            };
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }
}
