using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

/// <summary>Images that are another one tomorrow. A digest settles what is run, whatever the tag says.</summary>
internal static class ImageTags
{
    public const string Latest = "kubernetes/latest-tag";
    public const string Untagged = "kubernetes/untagged-image";

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers)
        {
            var image = container.Body.Field("image");
            if (image?.Text is not { Length: > 0 } name || IsTemplated(name) || name.Contains('@', StringComparison.Ordinal))
                continue;
            var tag = Tag(name);
            if (tag.Length == 0)
                report.Add(Untagged, image, container.Part, $"runs {Shown.Of(name)}, which means whatever is latest: name a version, best with its digest");
            else if (tag == "latest")
                report.Add(Latest, image, container.Part, $"runs {Shown.Of(name)}, which is another image after each push: name a version, best with its digest");
        }
    }

    private static string Tag(string image) => image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? image[(colon + 1)..] : "";

    private static bool IsTemplated(string image) => image.Contains("{{", StringComparison.Ordinal) || image.Contains('$', StringComparison.Ordinal);
}
