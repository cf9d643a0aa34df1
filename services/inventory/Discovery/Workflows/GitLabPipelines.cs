using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Yaml;

namespace Cortex.Inventory.Discovery.Workflows;

/// <summary>GitLab CI: .gitlab-ci.yml, and the files of the repository that it includes.</summary>
internal static class GitLabPipelines
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec", "types",
    };

    public static void Discover(SourceTree tree, ScanRecord record)
    {
        var pending = new Queue<string>([".gitlab-ci.yml"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryDequeue(out var path))
        {
            if (!seen.Add(path) || tree.Find(path) is not { } file || tree.Text(file) is not { } text)
                continue;
            try
            {
                // A header (spec:) may stand in a document of its own before the pipeline.
                if (YamlText.Parse(text) is not [.., YamlMapping pipeline])
                    continue;
                Add(record, file, pipeline);
                foreach (var local in Includes(pipeline))
                    pending.Enqueue(local.TrimStart('/'));
            }
            catch (YamlTextException e)
            {
                record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            }
        }
    }

    private static IEnumerable<string> Includes(YamlMapping pipeline)
    {
        var include = pipeline["include"];
        if (include is null)
            yield break;
        foreach (var entry in include is YamlSequence ? include.Items : [include])
        {
            if ((entry.Text ?? entry["local"]?.Text) is { } local && !local.Contains("://", StringComparison.Ordinal))
                yield return local;
        }
    }

    private static void Add(ScanRecord record, SourceFile file, YamlMapping pipeline)
    {
        var jobs = pipeline.Pairs.Where(p => !Keywords.Contains(p.Key) && !p.Key.StartsWith('.') && p.Value is YamlMapping).ToList();
        var urn = record.Declare(Kinds.Workflow, file.Name, file.Path, 1,
        [
            ("system", "gitlab-ci"),
            ("stages", string.Join(", ", pipeline["stages"]?.Texts ?? [])),
            ("jobs", string.Join(", ", jobs.Select(j => j.Key))),
            ("includes", string.Join(", ", Includes(pipeline))),
        ]);
        NeedImage(record, urn, pipeline["image"] ?? pipeline.At("default", "image"), file);
        foreach (var (key, job) in jobs)
        {
            var template = job["extends"]?.Texts.Select(name => pipeline[name]).OfType<YamlValue>().FirstOrDefault();
            var jobUrn = record.Declare(Kinds.Job, key, file.Path, job.Line,
            [
                ("stage", (job["stage"] ?? template?["stage"])?.Text ?? "test"),
                ("needs", string.Join(", ", job["needs"]?.Items.Select(n => n.Text ?? n["job"]?.Text).OfType<string>() ?? [])),
            ], key, urn);
            NeedImage(record, jobUrn, job["image"] ?? template?["image"], file);
            foreach (var service in (job["services"] ?? template?["services"])?.Items ?? [])
                NeedImage(record, jobUrn, service, file);
        }
    }

    private static void NeedImage(ScanRecord record, string user, YamlValue? image, SourceFile file)
    {
        if ((image is YamlScalar ? image : image?["name"]) is { } name)
            record.NeedImage(user, name.Text, file.Path, name.Line);
    }
}
