using System.Text.RegularExpressions;

namespace Cortex.Packages.Pypi;

/// <summary>
/// A requirement as the dependency specifiers write it: https://packaging.python.org/specifications/dependency-specifiers/.
/// </summary>
internal sealed partial record PypiRequirement
{
    private const int MaxVersionLength = 128;

    public required string Name { get; init; }

    /// <summary>The one version that is allowed, as it is written; null for a range or none.</summary>
    public string? Version { get; init; }

    /// <summary>Set when the package comes from an address and not from an index.</summary>
    public bool FromAddress { get; init; }

    /// <summary>The condition behind the ';', as it is written.</summary>
    public string Marker { get; init; } = "";

    /// <summary>Null when the text is no requirement.</summary>
    public static PypiRequirement? Parse(string text)
    {
        var head = Head().Match(text);
        if (!head.Success)
            return null;
        var name = head.Groups["name"].Value;
        var rest = text[head.Length..].Trim();
        if (rest.StartsWith('@'))
            return new() { Name = name, FromAddress = true };
        var end = rest.IndexOf(';', StringComparison.Ordinal);
        var marker = end < 0 ? "" : rest[(end + 1)..].Trim();
        var specifiers = (end < 0 ? rest : rest[..end]).Trim();
        if (specifiers is ['(', .., ')'])
            specifiers = specifiers[1..^1].Trim();
        return AreSpecifiers(specifiers) ? new() { Name = name, Version = Pinned(specifiers), Marker = marker } : null;
    }

    /// <summary>
    /// The version that "==1.2" or "===1.2" allows; null for anything else. This is the one place that decides what pins a Python package.
    /// </summary>
    public static string? Pinned(string specifiers)
    {
        var match = Pin().Match(specifiers.Trim());
        return match.Success && IsVersion(match.Groups["version"].Value) ? match.Groups["version"].Value : null;
    }

    public static bool IsVersion(string text) => text.Length is > 0 and <= MaxVersionLength && VersionText().IsMatch(text);

    private static bool AreSpecifiers(string text) =>
        text.Length == 0 || text.TrimEnd(',').Split(',').All(part => Specifier().IsMatch(part.Trim()));

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\[\]]*\])?", RegexOptions.NonBacktracking)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:===|==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9][A-Za-z0-9._!+*-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Specifier();

    [GeneratedRegex(@"^={2,3}\s*(?<version>[^\s=,;*]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Pin();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._!+-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex VersionText();
}
