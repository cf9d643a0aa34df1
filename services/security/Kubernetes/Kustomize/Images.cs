using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>The images that a kustomization names anew. A changed image belongs to the resource, where it is used.</summary>
internal static class Images
{
    private static readonly string[][] PodSpecs = [["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"], ["spec"], ["template", "spec"]];

    public static Resource Apply(Kustomization kustomization, Resource resource)
    {
        var overrides = kustomization.Body.Each("images");
        if (overrides.Count == 0)
            return resource;
        var body = resource.Body;
        foreach (var path in PodSpecs)
        {
            foreach (var list in (string[])["containers", "initContainers", "ephemeralContainers"])
                body = body.Changed([.. path, list], containers => containers is YamlSequence all ? new YamlSequence(all.Line, [.. all.Values.Select(c => c.Changed(["image"], image => Replaced(image, overrides)))]) : containers);
        }

        return resource with { Body = body };
    }

    private static YamlValue Replaced(YamlValue image, IReadOnlyList<YamlValue> overrides)
    {
        foreach (var entry in overrides)
        {
            var (name, rest) = Split(image.Words());
            if (name != entry["name"].Words())
                continue;
            var digest = entry.Field("digest").Words();
            var tag = entry.Field("newTag").Words();
            var version = digest.Length > 0 ? "@" + digest : tag.Length > 0 ? ":" + tag : rest;
            image = new YamlScalar(image.Line, (entry.Field("newName")?.Text ?? name) + version) { IsText = true };
        }

        return image;
    }

    private static (string Name, string Version) Split(string image)
    {
        var end = image.IndexOf('@', StringComparison.Ordinal);
        if (end < 0)
            end = image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? colon : image.Length;
        return (image[..end], image[end..]);
    }
}
