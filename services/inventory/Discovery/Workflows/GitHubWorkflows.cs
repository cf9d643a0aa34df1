using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Workflows;

/// <summary>GitHub Actions: the files directly in .github/workflows, and the actions that the repository holds itself.</summary>
internal sealed class GitHubWorkflows(SourceTree tree, ScanRecord record, ImageBuilds builds)
{
    private readonly Dictionary<string, string> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _actions = new(StringComparer.Ordinal);

    public void Discover()
    {
        var actions = tree.Files.Where(f => f.Name is "action.yml" or "action.yaml").Select(f => (File: f, Document: Load(f, "runs"))).Where(a => a.Document is not null).ToList();
        foreach (var (file, action) in actions)
            _actions[file.Folder] = AddAction(file, action!);
        var workflows = tree.Files.Where(f => f.Folder == ".github/workflows" && f.Extension is ".yml" or ".yaml").Select(f => (File: f, Document: Load(f, "jobs"))).ToList();
        foreach (var (file, workflow) in workflows)
        {
            if (workflow is null)
                continue;
            _workflows[file.Path] = Add(file, workflow);
            var name = workflow["name"]?.Text ?? file.Path;
            if (!_byName.TryGetValue(name, out var same))
                _byName[name] = same = [];
            same.Add(file.Path);
        }

        foreach (var (file, action) in actions)
            Use(_actions[file.Folder], file, action!.At("runs", "steps")?.Items ?? []);
        foreach (var (file, workflow) in workflows.Where(w => w.Document is not null))
            Relate(file, workflow!);
    }

    private YamlMapping? Load(SourceFile file, string required)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            if (YamlText.Parse(text) is [YamlMapping document, ..] && document[required] is not null)
                return document;
            if (required == "jobs")
                record.Unreadable(file.Path, 1, "unreadable-workflow", "The workflow has no jobs; GitHub would not run it. Add jobs or remove the file.");
        }
        catch (YamlTextException e)
        {
            record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
        }

        return null;
    }

    private string AddAction(SourceFile file, YamlMapping action)
    {
        var urn = record.Declare(Kinds.Action, action["name"]?.Text ?? record.NameOf(file.Folder), file.Path, 1,
            [("using", action.At("runs", "using")?.Text), ("steps", action.At("runs", "steps")?.Items.Count.ToString())]);
        if (action.At("runs", "image") is { Text: { } image } place)
        {
            if (image.StartsWith("docker://", StringComparison.Ordinal))
                record.NeedImage(urn, image["docker://".Length..], file.Path, place.Line);
            else if (SourcePath.Combine(file.Folder, image) is { } dockerfile)
                record.Relate(urn, Kinds.DependsOn, AssetUrn.Declared(Kinds.Dockerfile, record.Identity, dockerfile));
        }

        return urn;
    }

    private string Add(SourceFile file, YamlMapping workflow)
    {
        var on = workflow["on"];
        var triggers = (on is YamlMapping ? on.Entries.Select(e => e.Key) : on?.Texts ?? []).ToList();
        return record.Declare(Kinds.Workflow, workflow["name"]?.Text ?? file.Name, file.Path, 1,
        [
            ("system", "github-actions"),
            ("triggers", string.Join(", ", triggers)),
            ("reusable", triggers.Contains("workflow_call", StringComparer.Ordinal) ? "true" : null),
            ("schedule", string.Join(", ", (on?["schedule"]?.Items ?? []).Select(s => s["cron"]?.Text).OfType<string>())),
            ("jobs", string.Join(", ", workflow["jobs"]!.Entries.Select(j => j.Key))),
        ]);
    }

    private void Relate(SourceFile file, YamlMapping workflow)
    {
        var urn = _workflows[file.Path];
        foreach (var source in workflow.At("on", "workflow_run", "workflows")?.Texts.SelectMany(name => _byName.GetValueOrDefault(name) ?? []) ?? [])
            record.Relate(urn, Kinds.TriggeredBy, _workflows[source]);
        var environment = Environment(workflow, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (key, job) in workflow["jobs"]!.Entries)
            AddJob(file, urn, key, job, Environment(job, environment), (job.At("defaults", "run", "working-directory") ?? workflow.At("defaults", "run", "working-directory"))?.Text);
    }

    private void AddJob(SourceFile file, string workflow, string key, YamlValue job, Dictionary<string, string> environment, string? folder)
    {
        var urn = record.Declare(Kinds.Job, job["name"]?.Text ?? key, file.Path, job.Line,
        [
            ("runsOn", string.Join(", ", job["runs-on"]?.Texts ?? [])),
            ("needs", string.Join(", ", job["needs"]?.Texts ?? [])),
            ("steps", (job["steps"]?.Items.Count ?? 0).ToString()),
            ("timeoutMinutes", job["timeout-minutes"]?.Text),
        ], key, workflow);
        foreach (var need in job["needs"]?.Texts ?? [])
            record.Relate(urn, Kinds.DependsOn, AssetUrn.Declared(Kinds.Job, record.Identity, file.Path, need));
        Use(urn, file, job["steps"]?.Items ?? []);
        if (job["uses"] is { } called)
            Call(urn, workflow, file, called);
        var containers = (job["services"]?.Entries ?? []).Select(s => s.Value).Append(job["container"]).OfType<YamlValue>();
        foreach (var image in containers.Select(c => c is YamlScalar ? c : c["image"]).OfType<YamlValue>())
            record.NeedImage(urn, image.Text, file.Path, image.Line);
        foreach (var step in job["steps"]?.Items ?? [])
            FindBuilds(urn, file, step, Environment(step, environment), folder);
    }

    /// <summary>A job that is another workflow: of this repository that is triggered by this one.</summary>
    private void Call(string job, string workflow, SourceFile file, YamlValue called)
    {
        if (called.Text is not { } path)
            return;
        if (!path.StartsWith("./", StringComparison.Ordinal))
        {
            record.NeedAction(job, path, file.Path, called.Line);
        }
        else if (_workflows.GetValueOrDefault(path[2..]) is { } callee)
        {
            record.Relate(job, Kinds.DependsOn, callee);
            record.Relate(callee, Kinds.TriggeredBy, workflow);
        }
    }

    private void Use(string user, SourceFile file, IReadOnlyList<YamlValue> steps)
    {
        foreach (var use in steps.Select(s => s["uses"]).OfType<YamlValue>())
        {
            if (use.Text is not { } action)
                continue;
            if (action.StartsWith("docker://", StringComparison.Ordinal))
                record.NeedImage(user, action["docker://".Length..], file.Path, use.Line);
            else if (!action.StartsWith('.'))
                record.NeedAction(user, action, file.Path, use.Line);
            else if (SourcePath.Combine("", action) is { } folder && _actions.GetValueOrDefault(folder) is { } local && local != user)
                record.Relate(user, Kinds.DependsOn, local);
        }
    }

    private void FindBuilds(string job, SourceFile file, YamlValue step, Dictionary<string, string> environment, string? folder)
    {
        if (step["run"] is { Text: { } script } run)
        {
            var here = step["working-directory"]?.Text ?? folder ?? "";
            foreach (var found in SourcePath.Combine("", here) is { } start ? BuildCommand.In(script, start, environment) : [])
                AddBuild(job, new(found.Dockerfile, found.Context, found.Images, file.Path, run.Line));
        }
        else if (step["uses"]?.Text?.StartsWith("docker/build-push-action@", StringComparison.Ordinal) == true)
        {
            // Without a context the action builds what it was told to check out: the root.
            var with = step["with"];
            var context = with?["context"]?.Text ?? ".";
            var tags = (with?["tags"]?.Text ?? "").Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => BuildCommand.Substitute(t, environment)).ToList();
            if (!context.Contains("{{", StringComparison.Ordinal) && SourcePath.Combine("", context) is { } root
                && (with?["file"]?.Text is { } path ? SourcePath.Combine("", path) : SourcePath.Join(root, "Dockerfile")) is { } dockerfile)
                AddBuild(job, new(dockerfile, root, tags, file.Path, step.Line));
        }
    }

    private void AddBuild(string job, ImageBuilds.Build build)
    {
        builds.Add(build);
        record.Relate(job, Kinds.DependsOn, AssetUrn.Declared(Kinds.Dockerfile, record.Identity, build.Dockerfile));
    }

    /// <summary>What is set here, on top of what is set around.</summary>
    private static Dictionary<string, string> Environment(YamlValue value, Dictionary<string, string> around)
    {
        var environment = new Dictionary<string, string>(around, StringComparer.Ordinal);
        foreach (var (key, entry) in value["env"]?.Entries ?? [])
        {
            if (entry.Text is { } text && !text.Contains("${{", StringComparison.Ordinal))
                environment[key] = text;
        }

        return environment;
    }
}
