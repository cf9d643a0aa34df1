using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pypi;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>
/// Version specifiers, as in "&gt;=1.2,&lt;2": whether they allow a version, and how they are written so that they do
/// (https://packaging.python.org/specifications/version-specifiers/).
/// </summary>
internal sealed class Pep440Range
{
    private static readonly string[] Operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

    private readonly List<Clause> clauses = [];

    /// <summary>Null for what is written otherwise.</summary>
    public static Pep440Range? Parse(string text)
    {
        var range = new Pep440Range();
        var at = 0;
        foreach (var part in text.Split(','))
        {
            var trimmed = part.Trim();
            if (trimmed.Length > 0)
            {
                var start = at + part.IndexOf(trimmed, StringComparison.Ordinal);
                var sign = Array.Find(Operators, o => trimmed.StartsWith(o, StringComparison.Ordinal));
                var version = trimmed[(sign?.Length ?? 0)..].Trim();
                if (sign is null || version.Length == 0 || version.Any(char.IsWhiteSpace))
                    return null;
                range.clauses.Add(new(sign, version, start + trimmed.Length - version.Length, start, start + trimmed.Length));
            }
            at += part.Length + 1;
        }
        return range;
    }

    /// <summary>Whether one version only is allowed.</summary>
    public bool IsPin => clauses.Exists(c => c.IsExact);

    public bool Allows(string version) => clauses.TrueForAll(c => c.Allows(version));

    /// <summary>The specifiers that allow the version, in the style of <paramref name="text"/>; null where none can be written.</summary>
    public string? Raise(string text, string to, RangeStrategy strategy = RangeStrategy.Auto)
    {
        var exact = clauses.Find(c => c.IsExact);
        if (exact is null ? Allows(to) : VersionOrder.Compare("pypi", exact.Version, to) >= 0)
            return exact is null ? RaiseLeast(text, to, strategy) : text;
        if (clauses.Exists(c => !c.Allows(to) && (c.Sign is "!=" or ">" or ">=" || c.IsAbove(to))))
            return null;
        var lower = clauses.Find(c => c.Sign == ">=");
        var result = text;
        foreach (var clause in Enumerable.Reverse(clauses))
        {
            if (clause == exact || (clause == lower && exact is null && strategy != RangeStrategy.Widen))
                result = Put(result, clause, to);
            else if (clause.IsWildcard && clause.Sign == "==" && exact is not null && clause.Start < exact.Start)
                result = Drop(result, clause);
            else if (!clause.Allows(to))
                result = strategy == RangeStrategy.Widen && clause.Sign == "~="
                    ? clause.Widen(result, to)
                    : Put(result, clause, clause.At(to, strategy == RangeStrategy.Widen ? null : lower?.Version));
        }
        return strategy == RangeStrategy.Bump && exact is null ? Parse(result)!.RaiseLeast(result, to, strategy) : result;
    }

    // What allows the version is only raised where its lowest version is written in full, or when asked to.
    private string RaiseLeast(string text, string to, RangeStrategy strategy)
    {
        var raised = clauses.Where(c => strategy == RangeStrategy.Bump ? c.Sign is ">=" or "~=" : strategy == RangeStrategy.Auto && clauses.Count == 1 && c.IsFullCompatible);
        return raised.Reverse().Aggregate(text, (now, clause) => Put(now, clause, clause.At(to, null)));
    }

    private static string Put(string text, Clause clause, string version) => text[..clause.VersionAt] + version + text[clause.End..];

    // "==1.4.*, ==1.4.1" goes on without what the pin makes void.
    private static string Drop(string text, Clause clause) => text[..clause.Start] + text[(text.IndexOf(',', clause.Start) + 1)..].TrimStart();

    private sealed record Clause(string Sign, string Version, int VersionAt, int Start, int End)
    {
        public bool IsWildcard => Version.EndsWith(".*", StringComparison.Ordinal) || Version == "*";

        /// <summary>Whether what it starts with comes after the version; nothing is lowered.</summary>
        public bool IsAbove(string to) => Sign is "~=" or "==" && ReleaseNumbers.Of(Version).Count > 0
            && VersionOrder.Compare("pypi", ReleaseNumbers.OfLength(Version, ReleaseNumbers.Of(Version).Count), to) > 0;

        public bool IsFullCompatible => Sign == "~=" && ReleaseNumbers.Of(Version).Count >= 3;

        /// <summary>"~=1.3" with what it allowed before, as "&gt;=1.3,&lt;3.0".</summary>
        public string Widen(string text, string to) =>
            $"{text[..Start]}>={Version},<{Bound(to)}{text[End..]}";

        // "~=1.3.0" moves its second number, "~=1.3" its first.
        private string Bound(string to) => ReleaseNumbers.Of(Version).Count > 2
            ? ReleaseNumbers.Above(ReleaseNumbers.OfLength("1.1.1.1.1.1", Math.Min(6, ReleaseNumbers.Of(Version).Count - 1)), to)
            : ReleaseNumbers.Above(ReleaseNumbers.OfLength(Version, 1) + ".0", to);

        public bool IsExact => Sign is "==" or "===" && !IsWildcard;

        public bool Allows(string to) => Sign switch
        {
            "==" or "!=" when IsWildcard => StartsAs(to) == (Sign == "=="),
            "==" or "===" => Order(to) == 0,
            "!=" => Order(to) != 0,
            "<=" => Order(to) <= 0,
            "<" => Order(to) < 0,
            ">=" => Order(to) >= 0,
            ">" => Order(to) > 0,
            // "~=1.4.2" is ">=1.4.2,==1.4.*".
            _ => Order(to) >= 0 && Same(ReleaseNumbers.Of(Version).SkipLast(1).ToList(), ReleaseNumbers.Of(to)),
        };

        /// <summary>What stands behind the sign so that the version is allowed; a range stays as wide as it was.</summary>
        public string At(string to, string? lower) => Sign switch
        {
            "==" => ReleaseNumbers.OfLength(to, ReleaseNumbers.Of(Version).Count) + ".*",
            "~=" => ReleaseNumbers.OfLength(to, Math.Max(2, ReleaseNumbers.Of(Version).Count)),
            "<" => lower is null ? ReleaseNumbers.Above(Version, to) : ReleaseNumbers.Above(lower, Version, to),
            _ => to,
        };

        private bool StartsAs(string to) => Same(ReleaseNumbers.Of(Version), ReleaseNumbers.Of(to));

        private static bool Same(List<long> prefix, List<long> numbers) =>
            !prefix.Where((number, at) => (at < numbers.Count ? numbers[at] : 0) != number).Any();

        private int Order(string to) => VersionOrder.Compare("pypi", to, Version);
    }
}
