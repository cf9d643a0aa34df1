using Cortex.Security.ComposeFiles;
using Cortex.Security.Dockerfiles;
using Cortex.Security.Kubernetes;
using Cortex.Security.Terraform;

namespace Cortex.Security.Scanning;

/// <summary>The detectors that have to see all of a repository, in the order in which its parts share them.</summary>
internal static class Detectors
{
    /// <param name="today">The day by which base images have or have not reached their end of life.</param>
    public static IReadOnlyList<IDetector> OfRepository(DateOnly today) =>
        [new KubernetesDetector(), new DockerfileDetector(today), new ComposeDetector(), new TerraformDetector()];
}
