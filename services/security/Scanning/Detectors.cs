using Cortex.Security.Kubernetes;

namespace Cortex.Security.Scanning;

/// <summary>The detectors that have to see all of a repository, in the order in which its parts share them.</summary>
internal static class Detectors
{
    public static IReadOnlyList<IDetector> OfRepository => [new KubernetesDetector()];
}
