using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>A resource as a cluster would get it: as its file has it, or as a kustomization makes it of that.</summary>
internal sealed record Resource
{
    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    /// <summary>As its file has it, whatever prefixes a kustomization gives it.</summary>
    public required string Name { get; init; }

    /// <summary>What a kustomization calls it; null where that is its name.</summary>
    public string? Renamed { get; init; }

    /// <summary>Null when nothing says it.</summary>
    public required string? Namespace { get; init; }

    public required YamlValue Body { get; init; }

    public required string Path { get; init; }

    /// <summary>"Deployment/payments"; "Deployment/office/payments" when the file has another one of that name.</summary>
    public required string Subject { get; init; }

    /// <summary>The folder of the kustomization that made it; null for a file as it is.</summary>
    public string? Overlay { get; init; }

    /// <summary>Values that come from another file than the resource: from patches.</summary>
    public IReadOnlyDictionary<YamlValue, string>? Places { get; init; }

    /// <summary>Where a kustomization says the namespace; null where the resource does.</summary>
    public (YamlValue Value, string Path)? NamespaceAt { get; init; }

    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? ApiVersion[..slash] : "";

    public string PathOf(YamlValue value) => Places?.GetValueOrDefault(value) ?? Path;
}
