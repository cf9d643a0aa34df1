using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Projects;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>What the repository says about the building of its images, brought together: project, Dockerfile, image.</summary>
internal sealed class ImageBuilds
{
    private readonly Dictionary<string, (string Urn, Dockerfile Content)> _dockerfiles = new(StringComparer.Ordinal);
    private readonly List<Build> _builds = [];

    /// <param name="Dockerfile">Its path.</param>
    /// <param name="Context">The folder whose files the build may copy.</param>
    /// <param name="Images">What the image is called, as it is written.</param>
    /// <param name="Place">Where that is written.</param>
    internal sealed record Build(string Dockerfile, string Context, IReadOnlyList<string> Images, string Place, int Line);

    public void Add(Build build) => _builds.Add(build);

    public void Add(string path, string urn, Dockerfile content) => _dockerfiles[path] = (urn, content);

    /// <summary>After all images are known.</summary>
    public void Relate(SourceTree tree, ScanRecord record, ProjectPlaces projects)
    {
        var images = record.All(Kinds.Image).ToLookup(i => Repository(i.Properties.GetValueOrDefault("registry"), i.Properties.GetValueOrDefault("repository")), i => i.Urn, StringComparer.Ordinal);
        foreach (var build in _builds)
        {
            if (!_dockerfiles.TryGetValue(build.Dockerfile, out var dockerfile))
                continue;
            foreach (var image in build.Images)
                RelateImage(record, dockerfile.Urn, image, build, images);
        }

        var contexts = _builds.ToLookup(b => b.Dockerfile, b => b.Context, StringComparer.Ordinal);
        foreach (var (path, (urn, content)) in _dockerfiles)
        {
            foreach (var context in contexts[path].Any() ? contexts[path].Distinct(StringComparer.Ordinal) : BuiltProjects.LikelyContext(tree, path, content))
            {
                foreach (var project in BuiltProjects.Of(content, context, projects))
                    record.Relate(project.Urn, Kinds.BuiltInto, urn);
            }
        }
    }

    private static void RelateImage(ScanRecord record, string dockerfile, string written, Build build, ILookup<string, string> images)
    {
        if (ImageReference.Parse(written) is { } whole)
        {
            record.RelateImage(dockerfile, Kinds.BuiltInto, whole, build.Place, build.Line);
        }
        else if (written.LastIndexOf(':') is > 0 and var colon && written[colon..].Contains('$', StringComparison.Ordinal) && ImageReference.Parse(written[..colon]) is { } untagged)
        {
            // The build makes up the tag: whichever tag of it is used here came out of this build.
            foreach (var image in images[Repository(untagged.Registry, untagged.Repository)])
                record.Relate(dockerfile, Kinds.BuiltInto, image);
            var name = $"{untagged.Registry}/{untagged.Repository}";
            var urn = record.Share(Kinds.Image, AssetUrn.Image(name), name, build.Place, build.Line, [("registry", untagged.Registry), ("repository", untagged.Repository)]);
            record.Relate(dockerfile, Kinds.BuiltInto, urn);
        }
    }

    private static string Repository(string? registry, string? repository) => $"{registry}/{repository}";
}
