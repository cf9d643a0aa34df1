using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Requirements;

/// <summary>The packages of one requirements file, with who asks for whom where a tool noted it.</summary>
internal sealed class RequirementsPackages(string path, ScanResults results, ReadLimits limits, bool direct, string scope)
{
    private readonly List<(PypiRequirement Requirement, RequirementsLine Line)> found = [];

    public void Add(RequirementsLine line)
    {
        if (PypiRequirement.Parse(line.Requirement) is not { } requirement)
            results.Unreadable(path, line.Line,
                $"{Display.Quote(line.Requirement)} is no requirement; write a name and versions, as in name==1.2.3.");
        else if (!requirement.FromAddress)
            found.Add((requirement, line));
    }

    /// <summary>Constraints hold wherever in the file they are named.</summary>
    public void AddToResults(Constraints constraints)
    {
        var packages = new PypiPackages(path, results, limits);
        var names = found.Select(f => PypiName.Normalize(f.Requirement.Name)).ToHashSet(StringComparer.Ordinal);
        var purls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (requirement, line) in found)
        {
            var version = requirement.Version ?? constraints.VersionOf(requirement.Name);
            var isDirect = direct && (line.Via.Count == 0 || !line.Via.TrueForAll(via => names.Contains(PypiName.Normalize(via))));
            if (packages.Add(requirement.Name, version, line.Line, isDirect, scope) is { } purl)
                purls[PypiName.Normalize(requirement.Name)] = purl;
        }
        foreach (var (requirement, line) in found)
        {
            foreach (var via in line.Via)
            {
                if (purls.TryGetValue(PypiName.Normalize(via), out var by) && purls.TryGetValue(PypiName.Normalize(requirement.Name), out var needed))
                    packages.Require(by, needed);
            }
        }
        packages.AddToResults();
    }
}
