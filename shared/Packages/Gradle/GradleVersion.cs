using Cortex.Packages.Maven;

namespace Cortex.Packages.Gradle;

/// <summary>Versions as Gradle writes them: https://docs.gradle.org/current/userguide/dependency_versions.html.</summary>
internal static class GradleVersion
{
    /// <summary>The one version that is named; null for a range, "1.+" and "latest.release".</summary>
    public static string? Pinned(string? text)
    {
        var bare = (text ?? "").Trim();
        // "1.2!!" is short for "strictly".
        if (bare.EndsWith("!!", StringComparison.Ordinal))
            bare = bare[..^2];
        return bare.EndsWith('+') || bare.StartsWith("latest.", StringComparison.Ordinal) ? null : MavenCoordinates.Pinned(bare);
    }
}
