namespace Cortex.Security.Dockerfiles;

/// <summary>What only the owner of a Dockerfile can want; without it those rules are silent.</summary>
internal sealed record DockerfileOptions
{
    /// <summary>Where base images may come from: "ghcr.io", "docker.io", "*.example.com"; empty for anywhere.</summary>
    public IReadOnlyList<string> TrustedRegistries { get; init; } = [];

    /// <summary>Labels that every image must have.</summary>
    public IReadOnlyList<string> RequiredLabels { get; init; } = [];

    /// <summary>A health check in the image serves Docker and Compose; Kubernetes does not heed it.</summary>
    public bool RequireHealthCheck { get; init; }
}
