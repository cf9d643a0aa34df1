using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet.Projects;

/// <summary>Applies the package items of an evaluation in order, and resolves central versions.</summary>
internal sealed class PackageReferences
{
    private readonly ProjectEvaluation evaluation;
    private readonly string project;
    private readonly Dictionary<string, List<PackageReference>> byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> central = new(StringComparer.OrdinalIgnoreCase);

    private PackageReferences(ProjectEvaluation evaluation, string project)
    {
        this.evaluation = evaluation;
        this.project = project;
    }

    /// <summary>Lines of the project whose package cannot be known.</summary>
    public List<int> Unnamed { get; } = [];

    /// <summary>What stands in the project's own file.</summary>
    public IEnumerable<PackageReference> Own => byId.Values.SelectMany(references => references).Where(r => r.File == project);

    public static PackageReferences Of(ProjectEvaluation evaluation, string project)
    {
        var references = new PackageReferences(evaluation, project);
        foreach (var (file, item) in evaluation.Items())
            references.Apply(file, item);
        return references;
    }

    /// <summary>The version text that holds for a reference; null when there is none or it cannot be known.</summary>
    public string? VersionOf(PackageReference reference)
    {
        var text = reference.VersionOverride ?? reference.Version;
        var managed = !string.Equals(evaluation.Properties["ManagePackageVersionsCentrally"], "false", StringComparison.OrdinalIgnoreCase);
        if (text is null && managed)
            text = central.GetValueOrDefault(reference.Id);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private void Apply(string file, XmlTree item)
    {
        foreach (var id in Ids(file, item, "Remove"))
        {
            (item.Name == "PackageVersion" ? (Action<string>)RemoveVersion : RemoveReference)(id);
        }
        foreach (var id in Ids(file, item, "Include"))
        {
            if (item.Name == "PackageVersion")
                central[id] = Metadata(item, "Version") ?? "";
            else
                Add(Read(file, item, id));
        }
        foreach (var id in Ids(file, item, "Update"))
        {
            if (item.Name == "PackageVersion")
                central[id] = Metadata(item, "Version") ?? central.GetValueOrDefault(id) ?? "";
            else
                Update(Read(file, item, id));
        }
    }

    private void RemoveVersion(string id) => central.Remove(id);

    private void RemoveReference(string id) => byId.Remove(id);

    private void Add(PackageReference reference)
    {
        if (!byId.TryGetValue(reference.Id, out var references))
            byId[reference.Id] = references = [];
        references.Add(reference);
    }

    private void Update(PackageReference change)
    {
        if (!byId.TryGetValue(change.Id, out var references))
        {
            // A project may change what its SDK refers to, as FSharp.Core.
            if (ProjectEvaluation.IsProject(change.File))
                Add(change);
            return;
        }
        evaluation.Count(references.Count);
        for (var i = 0; i < references.Count; i++)
            references[i] = Merge(references[i], change);
        // What another file refers to and this one changes stands in both.
        if (change.File == project && references.TrueForAll(r => r.File != project))
            Add(references[0] with { File = change.File, Line = change.Line });
    }

    private static PackageReference Merge(PackageReference reference, PackageReference change) => reference with
    {
        Version = change.Version ?? reference.Version,
        VersionOverride = change.VersionOverride ?? reference.VersionOverride,
        PrivateAssets = change.PrivateAssets ?? reference.PrivateAssets,
        IncludeAssets = change.IncludeAssets ?? reference.IncludeAssets,
    };

    private PackageReference Read(string file, XmlTree item, string id) => new()
    {
        Id = id,
        File = file,
        Line = item.Line,
        Global = item.Name == "GlobalPackageReference",
        Version = Metadata(item, "Version"),
        VersionOverride = Metadata(item, "VersionOverride"),
        PrivateAssets = Metadata(item, "PrivateAssets"),
        IncludeAssets = Metadata(item, "IncludeAssets"),
    };

    private IEnumerable<string> Ids(string file, XmlTree item, string operation)
    {
        if (item[operation] is not { } text)
            yield break;
        if (evaluation.Properties.Expand(text) is not { } ids)
        {
            if (file == project && operation == "Include")
                Unnamed.Add(item.Line);
            yield break;
        }
        foreach (var id in ids.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            evaluation.Count(1);
            yield return id;
        }
    }

    /// <summary>From the attribute or the last element that counts; null when there is neither, "" when it cannot be known.</summary>
    private string? Metadata(XmlTree item, string name)
    {
        var text = item[name];
        foreach (var element in item.Children)
        {
            if (element.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && evaluation.Holds(element))
                text = element.Text;
        }
        return text is null ? null : evaluation.Properties.Expand(text.Trim()) ?? "";
    }
}
