using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Projects;

/// <summary>
/// The dependencies of a pyproject.toml: https://packaging.python.org/specifications/pyproject-toml/, dependency groups
/// (https://packaging.python.org/specifications/dependency-groups/), and Poetry's and PDM's own tables.
/// </summary>
internal sealed class Pyproject
{
    public required IReadOnlyList<PyprojectDependency> Dependencies { get; init; }

    /// <summary>The scope in which each name is asked for.</summary>
    public IReadOnlyDictionary<string, string> Asked
    {
        get
        {
            var asked = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var dependency in Dependencies)
            {
                if (dependency.Requirement is not { } requirement)
                    continue;
                var name = PypiName.Normalize(requirement.Name);
                asked[name] = asked.TryGetValue(name, out var known) ? PackageScope.Stronger(known, dependency.Scope) : dependency.Scope;
            }
            return asked;
        }
    }

    public static Pyproject Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Read(TomlTree.Parse(bytes, tree.Limits, (_, _) => true, tree.Cancellation)));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static Pyproject? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private static Pyproject Read(TomlTree file)
    {
        var found = new List<PyprojectDependency>();
        Add(found, file.At("project", "dependencies"), PackageScope.Runtime);
        foreach (var (_, extra) in file.Entries("project", "optional-dependencies"))
            Add(found, extra, PackageScope.Optional);
        foreach (var (_, group) in file.Entries("dependency-groups"))
            Add(found, group, PackageScope.Development);
        foreach (var (_, group) in file.Entries("tool", "pdm", "dev-dependencies"))
            Add(found, group, PackageScope.Development);
        Add(found, file.At("tool", "uv", "dev-dependencies"), PackageScope.Development);
        AddPoetry(found, file.At("tool", "poetry", "dependencies"), PackageScope.Runtime);
        AddPoetry(found, file.At("tool", "poetry", "dev-dependencies"), PackageScope.Development);
        foreach (var (name, group) in file.Entries("tool", "poetry", "group"))
            AddPoetry(found, group["dependencies"], name == "main" ? PackageScope.Runtime : PackageScope.Development);
        return new() { Dependencies = found };
    }

    // A group may include another by a table, which lists its own.
    private static void Add(List<PyprojectDependency> found, TomlTree? texts, string scope)
    {
        foreach (var item in texts?.Items ?? [])
        {
            if (item.Text is { } text)
                found.Add(new(text, PypiRequirement.Parse(text), item.Line, scope));
        }
    }

    private static void AddPoetry(List<PyprojectDependency> found, TomlTree? table, string scope)
    {
        foreach (var (name, value) in table?.Table ?? [])
        {
            if (name == "python")
                continue;
            // With several constraints each has its own marker.
            foreach (var constraint in value.Items ?? [value])
                found.Add(new(name, PoetryConstraint.Parse(name, constraint), value.Line, constraint["optional"] is { IsTrue: true } ? PackageScope.Optional : scope));
        }
    }
}

/// <param name="Text">As it is written.</param>
/// <param name="Requirement">Null when the text is none.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="Scope">From the table it stands in.</param>
internal sealed record PyprojectDependency(string Text, PypiRequirement? Requirement, int Line, string Scope);
