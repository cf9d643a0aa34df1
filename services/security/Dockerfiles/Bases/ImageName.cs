namespace Cortex.Security.Dockerfiles.Bases;

/// <summary>The parts of an image's name, as far as they are written: https://github.com/distribution/reference.</summary>
internal sealed record ImageName
{
    /// <summary>"docker.io" when none is written.</summary>
    public required string Registry { get; init; }

    /// <summary>Without "library/": "node", "dotnet/sdk".</summary>
    public required string Repository { get; init; }

    public string? Tag { get; init; }

    public string? Digest { get; init; }

    public string Full => Registry == "docker.io" ? Repository : $"{Registry}/{Repository}";

    public static ImageName Parse(string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? image : image[..at];
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
        if (registry == "docker.io" && repository.StartsWith("library/", StringComparison.Ordinal))
            repository = repository["library/".Length..];
        return new() { Registry = registry, Repository = repository, Tag = tag, Digest = at < 0 ? null : image[(at + 1)..] };
    }
}
