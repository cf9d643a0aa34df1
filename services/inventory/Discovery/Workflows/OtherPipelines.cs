using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Workflows;

/// <summary>Pipelines of other systems, by their files; of CircleCI and Azure Pipelines also the jobs.</summary>
internal sealed class OtherPipelines(SourceTree tree, ScanRecord record)
{
    public void Discover()
    {
        foreach (var file in tree.Files)
        {
            if (SystemOf(file) is not { } system)
                continue;
            var document = file.Extension is ".yml" or ".yaml" ? Load(file) : null;
            // A template of Azure Pipelines is a file among many that only a pipeline gives a meaning.
            if (system == "azure-pipelines" && document?["steps"] is null && document?["jobs"] is null && document?["stages"] is null && document?["extends"] is null)
                continue;
            var urn = record.Declare(Kinds.Workflow, file.Name, file.Path, 1, [("system", system), ("triggers", Triggers(system, document))]);
            if (system == "circleci")
                AddCircleJobs(file, urn, document?["jobs"]);
            else if (system == "azure-pipelines")
                AddAzureJobs(file, urn, document!);
        }
    }

    private static string? SystemOf(SourceFile file) => (file.Folder, file.Name) switch
    {
        (".circleci", "config.yml" or "config.yaml") => "circleci",
        ("", "bitbucket-pipelines.yml") => "bitbucket-pipelines",
        ("", ".travis.yml") => "travis-ci",
        ("", ".drone.yml" or ".drone.yaml") => "drone",
        ("", "cloudbuild.yaml" or "cloudbuild.yml") => "cloud-build",
        (".buildkite", "pipeline.yml" or "pipeline.yaml") => "buildkite",
        (_, "Jenkinsfile") => "jenkins",
        var (_, name) when name.StartsWith("Jenkinsfile.", StringComparison.Ordinal) && file.Extension is not (".md" or ".txt" or ".bak") => "jenkins",
        var (_, name) when name.StartsWith("azure-pipelines", StringComparison.Ordinal) && file.Extension is ".yml" or ".yaml" => "azure-pipelines",
        (".azure-pipelines" or ".azuredevops", _) when file.Extension is ".yml" or ".yaml" => "azure-pipelines",
        _ => null,
    };

    private static string? Triggers(string system, YamlValue? document) => system != "azure-pipelines" ? null
        : string.Join(", ", ((string[])["trigger", "pr", "schedules"]).Where(t => document?[t] is { } trigger && trigger.Text != "none"));

    private void AddCircleJobs(SourceFile file, string workflow, YamlValue? jobs)
    {
        foreach (var (key, job) in jobs?.Entries ?? [])
        {
            var urn = record.Declare(Kinds.Job, key, file.Path, job.Line, [("steps", (job["steps"]?.Items.Count ?? 0).ToString()), ("executor", job["executor"]?.Text)], key, workflow);
            foreach (var image in (job["docker"]?.Items ?? []).Select(d => d["image"]).OfType<YamlValue>())
                record.NeedImage(urn, image.Text, file.Path, image.Line);
        }
    }

    private void AddAzureJobs(SourceFile file, string workflow, YamlValue document)
    {
        var stages = (document["stages"]?.Items ?? []).Prepend(document);
        foreach (var (stage, job) in stages.SelectMany(s => (s["jobs"]?.Items ?? []).Select(j => (s["stage"]?.Text, j))))
        {
            if ((job["job"]?.Text ?? job["deployment"]?.Text) is { Length: > 0 } name)
                record.Declare(Kinds.Job, name, file.Path, job.Line, [("stage", stage), ("steps", (job["steps"]?.Items.Count ?? 0).ToString())], stage is null ? name : $"{stage}/{name}", workflow);
        }
    }

    private YamlMapping? Load(SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            return YamlText.Parse(text) is [YamlMapping document, ..] ? document : null;
        }
        catch (YamlTextException e)
        {
            record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            return null;
        }
    }
}
