using Cortex.Packages.Reading;

namespace Cortex.Packages.Maven;

/// <summary>A project with what it inherits from parents inside the repository, as Maven's effective model has it.</summary>
internal sealed class MavenProject
{
    private const int MaxParents = 32;
    private const int MaxImports = 64;

    private readonly MavenProperties properties = new();
    private readonly Dictionary<string, MavenDependency> managed = new(StringComparer.Ordinal);
    private readonly List<(MavenPom Pom, string Path)> lineage = [];
    private readonly RepositoryFiles tree;
    private readonly string path;

    private MavenProject(RepositoryFiles tree, string path) => (this.tree, this.path) = (tree, path);

    public static MavenProject Of(RepositoryFiles tree, string path)
    {
        var project = new MavenProject(tree, path);
        project.FindLineage();
        project.CollectProperties();
        project.CollectManaged(new HashSet<string>(StringComparer.Ordinal) { path });
        return project;
    }

    /// <summary>
    /// What the project asks for, its own first: of entries that differ in nothing but the version the first counts. What is
    /// inherited has the line of the parent's declaration, or 1 where there is none.
    /// </summary>
    public IEnumerable<MavenDependency> Dependencies
    {
        get
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (pom, at) in lineage)
            {
                var line = at == path ? (int?)null : MavenPom.Child(lineage[0].Pom.Project, "parent")?.Line ?? 1;
                foreach (var written in pom.Dependencies)
                {
                    var dependency = Complete(written.Resolve(properties.Resolve));
                    if (seen.Add(dependency.Key))
                        yield return line is { } parent ? dependency with { Line = parent } : dependency;
                }
            }
        }
    }

    /// <summary>The versions that the project's own pom fixes for whoever asks for them, below it or beside it.</summary>
    public IEnumerable<MavenDependency> Managed => lineage[0].Pom.Managed.Select(written => written.Resolve(properties.Resolve));

    private MavenDependency Complete(MavenDependency dependency) =>
        managed.TryGetValue(dependency.Key, out var found)
            ? dependency with { Version = dependency.Version ?? found.Version, Scope = dependency.Scope ?? found.Scope }
            : dependency;

    private void FindLineage()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var at = path;
        var pom = MavenPom.Parse(tree, path);
        while (seen.Add(at) && lineage.Count < MaxParents)
        {
            lineage.Add((pom, at));
            tree.Spend(pom.Size);
            if (pom.Parent is not { } parent || Find(at, parent) is not var (parentPath, parentPom))
                return;
            (at, pom) = (parentPath, parentPom);
        }
    }

    /// <summary>The parent where relativePath, or else the folder above, has it.</summary>
    private (string Path, MavenPom Pom)? Find(string from, XmlTree parent)
    {
        var relative = MavenPom.Child(parent, "relativePath") is { } written ? written.Text.Trim() : "../pom.xml";
        if (relative.Length == 0 || RepositoryPath.Combine(RepositoryPath.Folder(from), relative) is not { } target)
            return null;
        foreach (var candidate in (ReadOnlySpan<string>)[target, RepositoryPath.Below(target, "pom.xml")])
        {
            if (candidate.Length > 0 && MavenPom.TryParse(tree, candidate) is { } pom && pom.Own("artifactId") == MavenPom.Value(parent, "artifactId"))
                return (candidate, pom);
        }
        return null;
    }

    private void CollectProperties()
    {
        foreach (var (pom, _) in lineage)
        {
            // The last of several profiles wins over the project.
            foreach (var part in pom.Parts.Reverse())
            {
                foreach (var property in MavenPom.Child(part, "properties")?.Children ?? [])
                    properties.Add(property.Name, property.Text.Trim());
            }
        }
        var own = lineage[0].Pom;
        foreach (var name in (ReadOnlySpan<string>)["groupId", "artifactId", "version", "packaging"])
        {
            if (lineage.Select(l => l.Pom.Own(name) ?? MavenPom.Value(l.Pom.Parent, name)).FirstOrDefault(v => v is not null) is { } value)
            {
                properties.Set($"project.{name}", value);
                properties.Add($"pom.{name}", value);
                properties.Add(name, value);
            }
            if (MavenPom.Value(own.Parent, name) is { } parents)
            {
                properties.Set($"project.parent.{name}", parents);
                properties.Add($"parent.{name}", parents);
            }
        }
    }

    private void CollectManaged(HashSet<string> importing)
    {
        var imports = new List<MavenDependency>();
        foreach (var (pom, _) in lineage)
        {
            foreach (var dependency in pom.Managed.Select(d => d.Resolve(properties.Resolve)))
            {
                if (dependency.IsImport)
                    imports.Add(dependency);
                else
                    managed.TryAdd(dependency.Key, dependency);
            }
        }
        // What is written comes before what is imported, and the first import before the second.
        foreach (var import in imports.Take(MaxImports))
            Import(import, importing);
    }

    private void Import(MavenDependency import, HashSet<string> importing)
    {
        if (MavenModules.Of(tree, path).PathOf(import.Name) is not { } target || importing.Count > MaxImports || !importing.Add(target))
            return;
        try
        {
            var bill = new MavenProject(tree, target);
            bill.FindLineage();
            bill.CollectProperties();
            bill.CollectManaged(importing);
            foreach (var (key, dependency) in bill.managed)
                managed.TryAdd(key, dependency);
        }
        catch (UnreadableException)
        {
            // Its own reader reports it.
        }
    }
}
