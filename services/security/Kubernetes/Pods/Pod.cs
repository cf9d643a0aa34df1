using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Pods;

/// <summary>A pod, or the template of one, in whatever resource it stands.</summary>
internal sealed class Pod
{
    /// <summary>No pod that runs has nearly as many; what is beyond is said to be unchecked.</summary>
    public const int MostContainers = 500;

    private static readonly string[] Lists = ["containers", "initContainers", "ephemeralContainers"];

    private Pod(Resource resource, YamlValue template, YamlValue spec)
    {
        Resource = resource;
        Metadata = template.Field("metadata");
        Spec = spec;
        Security = spec.Field("securityContext");
        var all = new List<Container>();
        foreach (var list in Lists)
        {
            var items = spec.Each(list);
            for (var i = 0; i < items.Count && all.Count <= MostContainers; i++)
            {
                if (items[i] is YamlMapping body)
                    all.Add(new(body, list, i));
            }
        }

        HasTooMany = all.Count > MostContainers;
        Containers = HasTooMany ? all[..MostContainers] : all;
    }

    public Resource Resource { get; }

    public YamlValue? Metadata { get; }

    public YamlValue Spec { get; }

    public YamlValue? Security { get; }

    public IReadOnlyList<Container> Containers { get; }

    public bool HasTooMany { get; }

    public bool IsWindows => Spec.Field("os", "name").Words() == "windows";

    /// <summary>The users of its containers are not those of the node.</summary>
    public bool HasUserNamespace => Spec.Field("hostUsers").Flag() == false;

    /// <summary>Runs to its end instead of serving.</summary>
    public bool IsBatch => Resource.Kind is "Job" or "CronJob" or "ScaledJob" || Spec.Field("restartPolicy").Words() is "Never" or "OnFailure";

    /// <summary>The pods that a resource makes: none, one, or one per role in a custom resource.</summary>
    public static IEnumerable<Pod> Of(Resource resource)
    {
        foreach (var template in Templates(resource))
        {
            if (template.Field("spec") is YamlMapping spec && spec.Field("containers") is YamlSequence)
                yield return new(resource, template, spec);
        }
    }

    private static IEnumerable<YamlValue> Templates(Resource resource)
    {
        var spec = resource.Body.Field("spec");
        return (resource.Kind switch
        {
            "Pod" => [resource.Body],
            "PodTemplate" => [resource.Body.Field("template")],
            "CronJob" or "ScheduledJob" => [spec.Field("jobTemplate", "spec", "template")],
            _ => new[]
            {
                spec.Field("template"), spec.Field("podTemplate"), spec.Field("jobTargetRef", "template"), spec.Field("jobTemplate", "spec", "template"), spec.Field("workload", "template"),
            },
        }).OfType<YamlValue>();
    }
}
