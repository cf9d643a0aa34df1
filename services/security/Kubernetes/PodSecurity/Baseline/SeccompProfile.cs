using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

/// <summary>Profiles that are set to something else than one. The annotations are what was used before 1.19; newer clusters do not look at them.</summary>
internal static class SeccompProfile
{
    public const string Rule = "pod-security/baseline/seccomp-profile";

    private const string PodAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerAnnotation = "container.seccomp.security.alpha.kubernetes.io/";

    public static bool IsAllowed(Documents.Yaml.YamlValue profile) => profile.Field("type").Words() is "RuntimeDefault" or "Localhost";

    public static void Check(Pod pod, Report report)
    {
        const string advice = "switches seccomp off: set seccompProfile.type to RuntimeDefault or Localhost";
        if (pod.Security.Field("seccompProfile") is { } ofPod && !IsAllowed(ofPod))
            report.Add(Rule, ofPod, null, advice);
        foreach (var container in pod.Containers)
        {
            if (container.Security.Field("seccompProfile") is { } profile && !IsAllowed(profile))
                report.Add(Rule, profile, container.Part, advice);
        }

        var annotations = pod.Metadata.Field("annotations");
        if (annotations is null)
            return;
        const string instead = "switches seccomp off by annotation, which clusters before 1.27 heed: remove it and set seccompProfile.type to RuntimeDefault";
        if (annotations.Field(PodAnnotation) is { } podValue && !IsAllowedByAnnotation(podValue.Words()))
            report.Add(Rule, podValue, null, instead);
        foreach (var container in pod.Containers.Where(c => c.Name.Length > 0))
        {
            if (annotations.Field(ContainerAnnotation + container.Name) is { } value && !IsAllowedByAnnotation(value.Words()))
                report.Add(Rule, value, container.Part, instead);
        }
    }

    private static bool IsAllowedByAnnotation(string profile) =>
        profile is "runtime/default" or "docker/default" || profile.StartsWith("localhost/", StringComparison.Ordinal);
}
