using System.Buffers;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>An image's full name, as the reference grammar of the distribution project reads it: https://github.com/distribution/reference.</summary>
internal sealed record ImageReference
{
    private static readonly SearchValues<char> NeverInName = SearchValues.Create(" \t\"'${}<>|\\");

    public required string Registry { get; init; }
    public required string Repository { get; init; }
    public string? Tag { get; init; }
    public string? Digest { get; init; }

    public string Full => $"{Registry}/{Repository}" + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Null for text that names no image (a variable that is not known, a template).</summary>
    public static ImageReference? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 512 || text.AsSpan().IndexOfAny(NeverInName) >= 0)
            return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : text[(at + 1)..];
        var name = at < 0 ? text : text[..at];
        var colon = name.LastIndexOf(':');
        var tag = colon > name.LastIndexOf('/') ? name[(colon + 1)..] : null;
        if (tag is not null)
            name = name[..colon];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var hasRegistry = slash > 0 && (name[..slash].AsSpan().IndexOfAny(".:") >= 0 || name[..slash] == "localhost");
        var registry = hasRegistry ? name[..slash].ToLowerInvariant() : "docker.io";
        var repository = hasRegistry ? name[(slash + 1)..] : name;
        if (registry is "index.docker.io" or "registry-1.docker.io")
            registry = "docker.io";
        if (registry == "docker.io" && !repository.Contains('/', StringComparison.Ordinal))
            repository = "library/" + repository;
        if (repository.EndsWith('/') || repository.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '/' or '.' or '_' or '-')) || tag is "" || digest is "")
            return null;
        return new() { Registry = registry, Repository = repository, Tag = tag ?? (digest is null ? "latest" : null), Digest = digest };
    }
}
