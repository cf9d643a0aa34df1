using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Baseline;

internal static class AppArmorProfile
{
    public const string Rule = "pod-security/baseline/app-armor";

    private const string Annotation = "container.apparmor.security.beta.kubernetes.io/";

    public static void Check(Pod pod, Report report)
    {
        const string advice = "switches AppArmor off or names no profile: use RuntimeDefault or Localhost";
        if (pod.Security.Field("appArmorProfile") is { } ofPod && !IsAllowed(ofPod))
            report.Add(Rule, ofPod, null, advice);
        foreach (var container in pod.Containers)
        {
            if (container.Security.Field("appArmorProfile") is { } profile && !IsAllowed(profile))
                report.Add(Rule, profile, container.Part, advice);
        }

        foreach (var (key, value) in pod.Metadata.Field("annotations")?.Entries ?? [])
        {
            if (key.StartsWith(Annotation, StringComparison.Ordinal) && !IsAllowedByAnnotation(value.Words()))
                report.Add(Rule, value, $"container {Shown.Of(key[Annotation.Length..])}", "switches AppArmor off by annotation: use runtime/default or localhost/PROFILE");
        }
    }

    private static bool IsAllowed(Documents.Yaml.YamlValue profile) => profile.Field("type").Words() is "RuntimeDefault" or "Localhost";

    private static bool IsAllowedByAnnotation(string profile) => profile is "" or "runtime/default" || profile.StartsWith("localhost/", StringComparison.Ordinal);
}
