using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class SELinuxOptions
{
    public const string Rule = "pod-security/baseline/se-linux";

    public static void Check(Pod pod, Report report)
    {
        const string advice = "sets SELinux options of its own: remove user and role, and use container_t, container_init_t, container_kvm_t or container_engine_t as type";
        if (pod.Security.Field("seLinuxOptions") is { } ofPod && !IsAllowed(ofPod))
            report.Add(Rule, ofPod, null, advice);
        foreach (var container in pod.Containers)
        {
            if (container.Security.Field("seLinuxOptions") is { } options && !IsAllowed(options))
                report.Add(Rule, options, container.Part, advice);
        }
    }

    private static bool IsAllowed(Documents.Yaml.YamlValue options) =>
        options.Field("type").Words() is "" or "container_t" or "container_init_t" or "container_kvm_t" or "container_engine_t"
        && options.Field("user").Words().Length == 0
        && options.Field("role").Words().Length == 0;
}
