using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi;

/// <summary>Checks names and versions on their way from a Python file into the results.</summary>
internal sealed class PypiPackages(string path, ScanResults results, ReadLimits limits)
{
    private readonly FilePackages packages = new("pypi", path);
    private int count;

    /// <summary>Returns the purl; null for a name that is none.</summary>
    public string? Add(string name, string? version, int line, bool direct, string scope)
    {
        if (++count > limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", line);
        if (!PypiName.IsValid(name))
        {
            results.Unreadable(path, line, PypiName.Complaint(name));
            return null;
        }
        var pinned = version;
        if (version is not null && !PypiRequirement.IsVersion(version))
        {
            results.Unreadable(path, line,
                $"{Display.Quote(version)} is no version of {name}, which is listed without one; correct it.");
            pinned = null;
        }
        return packages.Add(name, pinned, line, direct, scope);
    }

    /// <summary>Adds a requirement as it is written, unless it comes from an address; what is none is reported.</summary>
    public void AddRequirement(string text, int line, string scope)
    {
        if (PypiRequirement.Parse(text) is not { } requirement)
            results.Unreadable(path, line,
                $"{Display.Quote(text.Trim())} is no requirement; write a name and versions, as in name==1.2.3.");
        else if (!requirement.FromAddress)
            Add(requirement.Name, requirement.Version, line, direct: true, scope);
    }

    public void AddGraph(ResolvedGraph graph, IReadOnlyDictionary<string, string>? asked) => graph.List(
        (package, direct) => Add(package.Name, package.Version, package.Line, direct, package.Scope ?? PackageScope.Runtime), Require, asked);

    public void Require(string by, string needed) => packages.Require(by, needed);

    public void AddToResults() => packages.AddTo(results);
}
