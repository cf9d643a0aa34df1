using System.Text.RegularExpressions;
using Cortex.Packages.Versions;

namespace Cortex.Packages.Alpine;

/// <summary>Versions as apk orders them: apk-package(5), https://gitlab.alpinelinux.org/alpine/apk-tools.</summary>
internal static partial class AlpineVersion
{
    private const int MaxLength = 256;
    private const int NoSuffix = 4;
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

    // In the order in which a version may have them. Where one has a part and the other has a later one, or none, the first is
    // greater, unless its part is a suffix of a pre-release.
    public enum Kind
    {
        First,
        Number,
        Letter,
        Suffix,
        SuffixNumber,
        Commit,
        Revision,
        End,
    }

    public static int Compare(List<Part> left, List<Part> right)
    {
        for (var at = 0; ; at++)
        {
            var (l, r) = (left[at], right[at]);
            if (l.Kind == r.Kind)
            {
                if (l.Kind == Kind.End)
                    return 0;
                var order = ComparePart(l.Kind, l.Text, r.Text);
                if (order != 0)
                    return order;
            }
            else if (IsPreRelease(l))
            {
                return -1;
            }
            else
            {
                return IsPreRelease(r) ? 1 : r.Kind.CompareTo(l.Kind);
            }
        }
    }

    private static bool IsPreRelease(Part part) => part.Kind == Kind.Suffix && Array.IndexOf(Suffixes, part.Text) < NoSuffix;

    private static int ComparePart(Kind kind, string a, string b) => kind switch
    {
        Kind.Suffix => Array.IndexOf(Suffixes, a).CompareTo(Array.IndexOf(Suffixes, b)),
        // As a fraction is read: .09 is less than .1.
        Kind.Number when a.StartsWith('0') || b.StartsWith('0') => string.CompareOrdinal(a, b),
        Kind.Letter or Kind.Commit => string.CompareOrdinal(a, b),
        _ => Digits.Compare(a, b),
    };

    public static List<Part> Parse(string text)
    {
        var match = text.Length <= MaxLength ? Correct().Match(text) : Match.Empty;
        if (!match.Success)
            throw new VersionFormatException(
                $"{Display.Quote(text)} is no Alpine version; write numbers with points and a revision, as in 1.2.3-r0 or 1.2_rc1-r4.");
        var parts = new List<Part>();
        foreach (var number in match.Groups["numbers"].Value.Split('.'))
            parts.Add(new(parts.Count == 0 ? Kind.First : Kind.Number, number));
        if (match.Groups["letter"].Success)
            parts.Add(new(Kind.Letter, match.Groups["letter"].Value));
        foreach (Capture suffix in match.Groups["suffix"].Captures)
        {
            var name = suffix.Value.TrimEnd(Digit);
            parts.Add(new(Kind.Suffix, name));
            if (name.Length < suffix.Length)
                parts.Add(new(Kind.SuffixNumber, suffix.Value[name.Length..]));
        }
        if (match.Groups["commit"].Success)
            parts.Add(new(Kind.Commit, match.Groups["commit"].Value));
        if (match.Groups["revision"].Success)
            parts.Add(new(Kind.Revision, match.Groups["revision"].Value));
        parts.Add(new(Kind.End, ""));
        return parts;
    }

    public readonly record struct Part(Kind Kind, string Text);

    private static readonly char[] Digit = [.. "0123456789"];

    [GeneratedRegex(
        @"^(?<numbers>[0-9]+(?:\.[0-9]+)*)(?<letter>[a-z])?(?:_(?<suffix>(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*))*(?:~(?<commit>[0-9a-f]+))?(?:-r(?<revision>[0-9]+))?\z",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Correct();
}
