using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Yaml;

namespace Cortex.Inventory.Discovery.Workflows;

/// <summary>GitHub Actions: the files directly in .github/workflows.</summary>
internal static class GitHubWorkflows
{
    public static void Discover(SourceTree tree, ScanRecord record)
    {
        foreach (var file in tree.Files.Where(f => f.Folder == ".github/workflows" && f.Extension is ".yml" or ".yaml"))
        {
            if (tree.Text(file) is not { } text)
                continue;
            try
            {
                if (YamlText.Parse(text) is [YamlMapping workflow, ..] && workflow["jobs"] is not null)
                    Add(record, file, workflow);
                else
                    record.Unreadable(file.Path, 1, "unreadable-workflow", "The workflow has no jobs; GitHub would not run it. Add jobs or remove the file.");
            }
            catch (YamlTextException e)
            {
                record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            }
        }
    }

    private static void Add(ScanRecord record, SourceFile file, YamlMapping workflow)
    {
        var jobs = workflow["jobs"]!.Entries;
        var on = workflow["on"];
        var urn = record.Declare(Kinds.Workflow, workflow["name"]?.Text ?? file.Name, file.Path, 1,
        [
            ("system", "github-actions"),
            ("triggers", string.Join(", ", on is YamlMapping ? on.Entries.Select(e => e.Key) : on?.Texts ?? [])),
            ("jobs", string.Join(", ", jobs.Select(j => j.Key))),
        ]);
        foreach (var (key, job) in jobs)
            AddJob(record, file, urn, key, job);
    }

    private static void AddJob(ScanRecord record, SourceFile file, string workflow, string key, YamlValue job)
    {
        var urn = record.Declare(Kinds.Job, job["name"]?.Text ?? key, file.Path, job.Line,
        [
            ("runsOn", string.Join(", ", job["runs-on"]?.Texts ?? [])),
            ("needs", string.Join(", ", job["needs"]?.Texts ?? [])),
            ("steps", (job["steps"]?.Items.Count ?? 0).ToString()),
            ("timeoutMinutes", job["timeout-minutes"]?.Text),
        ], key, workflow);
        var uses = (job["steps"]?.Items ?? []).Select(step => step["uses"]).Append(job["uses"]);
        foreach (var use in uses)
        {
            if (use?.Text is not { } action)
                continue;
            if (action.StartsWith("docker://", StringComparison.Ordinal))
                record.NeedImage(urn, action["docker://".Length..], file.Path, use.Line);
            else
                record.NeedAction(urn, action, file.Path, use.Line);
        }

        var containers = (job["services"]?.Entries ?? []).Select(s => s.Value).Append(job["container"]).OfType<YamlValue>();
        foreach (var image in containers.Select(c => c is YamlScalar ? c : c["image"]).OfType<YamlValue>())
            record.NeedImage(urn, image.Text, file.Path, image.Line);
    }
}
