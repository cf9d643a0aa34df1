using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

/// <summary>What a container may take from its node. A limit without a request counts as both, as the API server has it.</summary>
internal static class ResourceLimits
{
    public const string NoLimits = "kubernetes/no-limits";
    public const string NoRequests = "kubernetes/no-requests";

    public static void Check(Pod pod, Report report)
    {
        var ofPod = pod.Spec.Field("resources");
        foreach (var container in pod.Containers.Where(c => !c.IsEphemeral))
        {
            var own = container.Body.Field("resources");
            var at = own ?? container.Body;
            if ((own.Field("limits", "memory") ?? ofPod.Field("limits", "memory")) is null)
                report.Add(NoLimits, at, container.Part, "may take all memory of its node: set resources.limits.memory");
            if (!Asks(own) && !Asks(ofPod))
                report.Add(NoRequests, at, container.Part, "asks for no CPU or memory, so that it is placed anywhere and evicted first: set resources.requests");
        }
    }

    private static bool Asks(Documents.Yaml.YamlValue? resources) =>
        (resources.Field("requests", "memory") ?? resources.Field("requests", "cpu") ?? resources.Field("limits", "memory") ?? resources.Field("limits", "cpu")) is not null;
}
