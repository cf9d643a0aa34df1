using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Pods;

internal sealed record Volume(YamlValue Body, int Index)
{
    /// <summary>"volume journal".</summary>
    public string Part => $"volume {(Body["name"].Words() is { Length: > 0 } name ? Shown.Of(name) : $"[{Index}]")}";

    public static IEnumerable<Volume> Of(Pod pod) => pod.Spec.Each("volumes").Select((body, index) => new Volume(body, index)).Where(v => v.Body is YamlMapping);
}
