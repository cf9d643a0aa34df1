using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Containers;

internal static class DockerfileDiscovery
{
    public static void Discover(SourceTree tree, ScanRecord record, ImageBuilds builds)
    {
        foreach (var file in tree.Files.Where(f => DockerfileNames.IsDockerfile(f.Name)))
        {
            if (tree.Text(file) is not { } text)
                continue;
            var dockerfile = Dockerfile.Parse(text);
            if (dockerfile.Stages.Count == 0)
                record.Unreadable(file.Path, 1, "no-build-stage", "The Dockerfile has no FROM instruction; add one or rename the file.");
            else
                builds.Add(file.Path, Add(record, file, dockerfile), dockerfile);
        }
    }

    private static string Add(ScanRecord record, SourceFile file, Dockerfile dockerfile)
    {
        var stages = dockerfile.Stages;
        var name = file.Folder.Length == 0 ? file.Name : $"{file.Folder[(file.Folder.LastIndexOf('/') + 1)..]}/{file.Name}";
        var urn = record.Declare(Kinds.Dockerfile, name, file.Path, stages[0].Line,
        [
            ("stages", string.Join(", ", stages.Select((s, i) => s.Name ?? i.ToString()))),
            ("baseImages", string.Join(", ", stages.Where(s => !s.FromStage).Select(s => s.Base ?? s.Written).Distinct(StringComparer.Ordinal))),
            ("finalBase", stages[^1].Base ?? stages[^1].Written),
            ("user", dockerfile.User),
            ("ports", string.Join(", ", dockerfile.Ports)),
        ]);
        foreach (var stage in stages)
            record.NeedImage(urn, stage.Base, file.Path, stage.Line);
        foreach (var (reference, line) in dockerfile.CopiedFrom)
            record.NeedImage(urn, reference, file.Path, line);
        return urn;
    }
}
