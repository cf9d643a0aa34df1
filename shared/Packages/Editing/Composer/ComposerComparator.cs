using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Cortex.Packages.Composer;

namespace Cortex.Packages.Editing.Composer;

/// <summary>One comparator of a constraint with its spelling, as "^1.2", ">= 1.0" or "1.2.*": https://getcomposer.org/doc/articles/versions.md.</summary>
internal sealed partial record ComposerComparator(string Operator, string Space, string Prefix, IReadOnlyList<string> Numbers, string Wildcards, string Label)
{
    public bool IsFull => Numbers.Count >= 3 && Wildcards.Length == 0;

    public bool IsAny => Numbers.Count == 0;

    public bool IsExact => Operator is "" or "=" or "==" && Wildcards.Length == 0 && Numbers.Count > 0;

    public bool IsUpper => Operator is "<" or "<=";

    public static ComposerComparator? Parse(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new(match.Groups["op"].Value, match.Groups["space"].Value, match.Groups["v"].Value,
                match.Groups["numbers"].Value.Split('.', StringSplitOptions.RemoveEmptyEntries), match.Groups["wild"].Value, match.Groups["label"].Value)
            : null;

    public string Written(string version) => $"{Operator}{Space}{Prefix}{version}";

    /// <summary>The like comparator at another version: as many numbers, and the wildcards where they stood.</summary>
    public string At(string to)
    {
        var bare = Bare(to);
        var numbers = bare.Split('-', '+')[0].Split('.');
        if (IsExact || numbers.Length != bare.Split('.').Length || bare.Contains('-', StringComparison.Ordinal))
            return Written(bare);
        return Written(string.Join('.', Enumerable.Range(0, Numbers.Count).Select(at => at < numbers.Length ? numbers[at] : "0")) + Wildcards);
    }

    /// <summary>The least upper bound of the same kind that lets a version in.</summary>
    public string Above(string to)
    {
        if (Operator == "<=")
            return At(to);
        var numbers = Bare(to).Split('-', '+')[0].Split('.');
        var place = Enumerable.Range(0, Numbers.Count).LastOrDefault(at => Numbers[at].TrimStart('0').Length > 0);
        return Written(string.Join('.', Numbers.Select((_, at) => at > place ? "0" : at == place ? Next(numbers, at) : Number(numbers, at))));
    }

    public bool Allows(string version)
    {
        if (IsAny)
            return true;
        var lowest = string.Join('.', Numbers);
        var lower = lowest + Label;
        return Operator switch
        {
            "^" => Compare(version, Earliest(lower)) >= 0 && Compare(version, After(Math.Max(0, Numbers.ToList().FindIndex(n => n.TrimStart('0').Length > 0)))) < 0,
            "~" => Compare(version, Earliest(lower)) >= 0 && Compare(version, After(Math.Max(0, Numbers.Count - 2))) < 0,
            ">=" => Compare(version, Earliest(lower)) >= 0,
            ">" => Compare(version, lower) > 0,
            "<" => Compare(version, Earliest(lower)) < 0,
            "<=" => Compare(version, lower) <= 0,
            "!=" or "<>" => Compare(version, lower) != 0,
            _ when Wildcards.Length > 0 => Compare(version, Earliest(lowest)) >= 0 && Compare(version, After(Numbers.Count - 1)) < 0,
            _ => Compare(version, lower) == 0,
        };
    }

    public static string Bare(string version) => version.StartsWith('v') ? version[1..] : version;

    // A bound without a label takes in what comes before its release.
    private string Earliest(string version) => Label.Length > 0 ? version : version + "-dev";

    private string After(int place) => string.Join('.', Numbers.Take(place + 1).Select((number, at) => at == place ? Next(Numbers, at) : number)) + ".0-dev";

    private static string Number(IReadOnlyList<string> numbers, int at) => at < numbers.Count ? numbers[at] : "0";

    private static string Next(IReadOnlyList<string> numbers, int at) =>
        (BigInteger.Parse(Number(numbers, at), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static int Compare(string a, string b) => VersionOrder.Compare("composer", a, b);

    [GeneratedRegex(
        @"^(?<op>\^|~|>=|<=|!=|<>|>|<|==?)?(?<space>\s*)(?<v>v?)(?:(?<numbers>[0-9]{1,12}(?:\.[0-9]{1,12}){0,3})(?<wild>(?:\.[*xX])*)(?<label>[-._]?(?:stable|beta|b|rc|RC|alpha|a|patch|pl|p|dev)(?:[.-]?[0-9]+)*)?|[*xX])$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
