using Cortex.Packages.Npm;

namespace Cortex.Packages.Editing.Npm;

/// <summary>The right side of a dependency, taken apart so that its range can be changed and the rest kept.</summary>
/// <param name="Name">The package asked for.</param>
/// <param name="Before">What stands before the range, as "npm:name@".</param>
/// <param name="Range">The range.</param>
/// <param name="After">What stands behind it, as the patch file of "patch:name@1.0.0#file".</param>
/// <param name="Refusal">Why it cannot be changed; null when it can.</param>
internal sealed record NpmWant(string Name, string Before, string Range, string After, string? Refusal)
{
    private const string Alias = "npm:";
    private const string Patch = "patch:";

    /// <summary>The version is a tag of a git repository.</summary>
    public bool IsTag { get; private init; }

    /// <summary>The range stands in a catalog.</summary>
    public bool IsCatalog { get; private init; }

    /// <summary>Which catalog; "default" for the one without a name.</summary>
    public string Catalog => Range is { Length: > 0 } name ? name : "default";

    public static NpmWant Parse(string key, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith(Alias, StringComparison.OrdinalIgnoreCase))
            return OfAlias(key, text, text.IndexOf(Alias, StringComparison.OrdinalIgnoreCase) + Alias.Length);
        if (trimmed.StartsWith("catalog:", StringComparison.Ordinal))
            return new(key, "catalog:", trimmed["catalog:".Length..].Trim(), "", null) { IsCatalog = true };
        if (trimmed.StartsWith(Patch, StringComparison.Ordinal))
            return OfPatch(key, text);
        if (trimmed.StartsWith("workspace:", StringComparison.Ordinal))
            return Refused(key, text, "it is a package of this repository; change it there");
        return NpmRequirement.Parse(key, trimmed) switch
        {
            { Local: true } => Refused(key, text, "it is a folder of this repository; change the package there"),
            { Registry: false } when OfTag(key, text) is { } tagged => tagged,
            { Registry: false } => Refused(key, text, "it comes from git, a URL or an archive, whose versions are not those of the registry; change it by hand"),
            _ => new(key, "", text, "", null),
        };
    }

    private static NpmWant OfAlias(string key, string text, int start)
    {
        var at = text.LastIndexOf('@');
        if (at > start)
            return new(text[start..at], text[..(at + 1)], text[(at + 1)..], "", null);
        // "npm:^1.0.0" keeps the name, "npm:other" takes any version of another package.
        return NpmVersion.Exact(text[start..]) is not null || text[start..].Any("^~<>=*|".Contains)
            ? new(key, text[..start], text[start..], "", null)
            : new(text[start..].Trim(), text, "", "", null);
    }

    private static NpmWant OfPatch(string key, string text)
    {
        var end = text.IndexOf('#', StringComparison.Ordinal);
        var inner = end < 0 ? text : text[..end];
        var colon = inner.LastIndexOf("%3A", StringComparison.OrdinalIgnoreCase);
        var from = colon >= 0 ? colon + 3 : Math.Max(inner.LastIndexOf('@'), inner.LastIndexOf(':')) + 1;
        return from <= Patch.Length
            ? Refused(key, text, "it is patched in a way that is not understood; change it by hand")
            : new(key, text[..from], text[from..inner.Length], text[inner.Length..], null);
    }

    /// <summary>A repository at a tag that is a version, as "owner/name#v1.2.3", or at one of a range, as "owner/name#semver:^1.2.3".</summary>
    private static NpmWant? OfTag(string key, string text)
    {
        var start = text.LastIndexOf('#') + 1;
        if (start <= 1)
            return null;
        if (text.AsSpan(start).StartsWith("semver:"))
            start += "semver:".Length;
        else if (text.AsSpan(start).StartsWith("v"))
            start++;
        var range = text[start..];
        return NpmVersion.Exact(range) is not null || range is ['^' or '~' or '>' or '<', ..] ? new(key, text[..start], range, "", null) { IsTag = true } : null;
    }

    private static NpmWant Refused(string key, string text, string why) =>
        new(key, "", text, "", $"{Display.Quote(text)} is not changed: {why}.");
}
