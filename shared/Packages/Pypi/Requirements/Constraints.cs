using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Requirements;

/// <summary>What the files named by "-c" pin for requirements that name no version themselves.</summary>
internal sealed class Constraints
{
    private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public string? VersionOf(string name) => versions.GetValueOrDefault(PypiName.Normalize(name));

    /// <exception cref="UnreadableException">The file cannot be read.</exception>
    public void Read(RepositoryFiles tree, string path)
    {
        if (!seen.Add(path))
            return;
        foreach (var line in RequirementsFile.Parse(tree, path).Lines)
        {
            if (!line.IsOption && PypiRequirement.Parse(line.Requirement) is { Version: { } version } requirement)
                versions.TryAdd(PypiName.Normalize(requirement.Name), version);
        }
    }
}
