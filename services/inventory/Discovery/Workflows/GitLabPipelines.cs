using System.IO.Enumeration;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Workflows;

/// <summary>GitLab CI: .gitlab-ci.yml, the files of the repository that it includes, and those that its jobs trigger.</summary>
internal sealed class GitLabPipelines(SourceTree tree, ScanRecord record, ImageBuilds builds)
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec", "types",
    };

    private static readonly string[] ScriptParts = ["before_script", "script"];

    public void Discover()
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
                var urn = Add(file, pipeline);
                foreach (var local in Local(pipeline["include"]))
                {
                    pending.Enqueue(local);
                    record.Relate(urn, Kinds.DependsOn, Urn(local));
                }

                foreach (var child in pipeline.Entries.SelectMany(job => Local(job.Value.At("trigger", "include"))))
                {
                    pending.Enqueue(child);
                    record.Relate(Urn(child), Kinds.TriggeredBy, urn);
                }
            }
            catch (YamlTextException e)
            {
                record.Unreadable(file.Path, e.Line, "unreadable-yaml", e.Message);
            }
        }
    }

    private string Urn(string path) => AssetUrn.Declared(Kinds.Workflow, record.Identity, path);

    /// <summary>The files of this repository that an include names, with patterns resolved.</summary>
    private IEnumerable<string> Local(YamlValue? include) => Written(include).Select(p => p.TrimStart('/'))
        .SelectMany(p => p.Contains('*', StringComparison.Ordinal) ? tree.Files.Where(f => Matches(p, f.Path)).Select(f => f.Path) : [p]);

    private static bool Matches(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("**", "*", StringComparison.Ordinal), path, ignoreCase: false)
        && (pattern.Contains("**", StringComparison.Ordinal) || path.Count(c => c == '/') == pattern.Count(c => c == '/'));

    private static IEnumerable<string> Written(YamlValue? include)
    {
        foreach (var entry in include is null ? [] : include is YamlSequence ? include.Items : [include])
        {
            if ((entry.Text ?? entry["local"]?.Text) is { } local && !local.Contains("://", StringComparison.Ordinal))
                yield return local;
        }
    }

    private static IEnumerable<string> Foreign(YamlValue? include) =>
        (include is YamlSequence ? include.Items : include is null ? [] : [include])
            .Select(e => e["project"]?.Text ?? e["template"]?.Text ?? e["remote"]?.Text ?? e["component"]?.Text ?? (e.Text?.Contains("://", StringComparison.Ordinal) == true ? e.Text : null)).OfType<string>();

    private string Add(SourceFile file, YamlMapping pipeline)
    {
        var jobs = pipeline.Pairs.Where(p => !Keywords.Contains(p.Key) && !p.Key.StartsWith('.') && p.Value is YamlMapping).ToList();
        var urn = record.Declare(Kinds.Workflow, file.Name, file.Path, 1,
        [
            ("system", "gitlab-ci"),
            ("stages", string.Join(", ", pipeline["stages"]?.Texts ?? [])),
            ("jobs", string.Join(", ", jobs.Select(j => j.Key))),
            ("includes", string.Join(", ", Written(pipeline["include"]).Concat(Foreign(pipeline["include"])))),
        ]);
        NeedImage(urn, pipeline["image"] ?? pipeline.At("default", "image"), file);
        var variables = Variables(pipeline, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (key, job) in jobs)
            AddJob(file, pipeline, urn, key, job, Variables(job, variables));
        return urn;
    }

    private void AddJob(SourceFile file, YamlMapping pipeline, string workflow, string key, YamlValue job, Dictionary<string, string> variables)
    {
        var template = job["extends"]?.Texts.Select(name => pipeline[name]).OfType<YamlValue>().FirstOrDefault();
        var needs = (job["needs"]?.Items ?? []).Select(n => n.Text ?? n["job"]?.Text).OfType<string>().ToList();
        var urn = record.Declare(Kinds.Job, key, file.Path, job.Line,
        [
            ("stage", (job["stage"] ?? template?["stage"])?.Text ?? "test"),
            ("needs", string.Join(", ", needs)),
        ], key, workflow);
        foreach (var need in needs)
            record.Relate(urn, Kinds.DependsOn, AssetUrn.Declared(Kinds.Job, record.Identity, file.Path, need));
        NeedImage(urn, job["image"] ?? template?["image"], file);
        foreach (var service in (job["services"] ?? template?["services"])?.Items ?? [])
            NeedImage(urn, service, file);
        var script = string.Join('\n', ScriptParts.SelectMany(p => (job[p] ?? template?[p])?.Texts ?? []));
        foreach (var build in BuildCommand.In(script, "", variables))
        {
            builds.Add(new(build.Dockerfile, build.Context, build.Images, file.Path, job.Line));
            record.Relate(urn, Kinds.DependsOn, AssetUrn.Declared(Kinds.Dockerfile, record.Identity, build.Dockerfile));
        }
    }

    private void NeedImage(string user, YamlValue? image, SourceFile file)
    {
        if ((image is YamlScalar ? image : image?["name"]) is { } name)
            record.NeedImage(user, name.Text, file.Path, name.Line);
    }

    private static Dictionary<string, string> Variables(YamlValue value, Dictionary<string, string> around)
    {
        var variables = new Dictionary<string, string>(around, StringComparer.Ordinal);
        foreach (var (key, entry) in value["variables"]?.Entries ?? [])
        {
            if ((entry.Text ?? entry["value"]?.Text) is { } text && !text.Contains('$', StringComparison.Ordinal))
                variables[key] = text;
        }

        return variables;
    }
}
