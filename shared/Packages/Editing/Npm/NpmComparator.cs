using System.Text.RegularExpressions;

namespace Cortex.Packages.Editing.Npm;

/// <summary>One comparator of a range, as "^1.2.3", ">= 1.2" or "1.x", with its spelling: https://github.com/npm/node-semver#ranges.</summary>
internal sealed partial record NpmComparator(string Operator, string Space, string Prefix, IReadOnlyList<string> Parts, string Suffix)
{
    /// <summary>All three numbers are written.</summary>
    public bool IsFull => Parts.Count == 3 && Parts.All(IsNumber);

    public bool IsAny => Parts.Count == 0 || (!IsNumber(Parts[0]) && Operator.Length == 0);

    public bool IsExact => IsFull && Operator is "" or "=";

    public bool IsUpper => Operator is "<" or "<=";

    public static NpmComparator? Parse(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new(match.Groups["op"].Value, match.Groups["space"].Value, match.Groups["v"].Value,
                match.Groups["version"].Value.Split('.'), match.Groups["suffix"].Value)
            : null;

    /// <summary>The like comparator at another version: as many numbers, and an "x" where one stood.</summary>
    public string At(NpmNumbers to)
    {
        var shaped = Parts.Select((part, at) => IsNumber(part) ? to.Parts[at] : part);
        return Written(to.Label.Length > 0 ? to.Text : string.Join('.', shaped));
    }

    public string Written(string version) => $"{Operator}{Space}{Prefix}{version}";

    /// <summary>The least upper bound of the same kind that lets a version in: &lt;2.0.0 becomes &lt;3.0.0, &lt;1.2.0 becomes &lt;1.6.0.</summary>
    public string Above(NpmNumbers to)
    {
        if (Operator == "<=")
            return At(to);
        var place = 0;
        for (var at = 0; at < Parts.Count; at++)
            place = IsNumber(Parts[at]) && Parts[at].TrimStart('0').Length > 0 ? at : place;
        var raised = Parts.Select((_, at) => at < place ? to.Parts[at] : at == place ? to.Next(at) : "0");
        return Written(string.Join('.', raised));
    }

    private static bool IsNumber(string part) => part.Length > 0 && char.IsAsciiDigit(part[0]);

    private const string Number = "(?:[0-9]{1,16}|[xX*])";

    [GeneratedRegex(
        $@"^(?<op>\^|~>|~|>=|<=|>|<|=)?(?<space>\s*)(?<v>[v=]?)(?<version>{Number}(?:\.{Number}){{0,2}})(?<suffix>(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

/// <summary>A full version by its numbers and its pre-release label.</summary>
internal sealed record NpmNumbers(string Text, IReadOnlyList<string> Parts, string Label)
{
    public static NpmNumbers? Parse(string version)
    {
        if (Cortex.Packages.Npm.NpmVersion.Exact(version) is not { } text)
            return null;
        var bare = text.Split('+')[0];
        var numbers = bare.Split('-', 2);
        return new(text, numbers[0].Split('.'), numbers.Length > 1 ? numbers[1] : "");
    }

    public string Next(int place) => (System.Numerics.BigInteger.Parse(Parts[place], System.Globalization.CultureInfo.InvariantCulture) + 1)
        .ToString(System.Globalization.CultureInfo.InvariantCulture);
}
