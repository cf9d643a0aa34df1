using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>Checks names and versions on their way from a Cargo file into the results.</summary>
internal sealed class CargoPackages(string path, ScanResults results)
{
    private readonly FilePackages packages = new("cargo", path);

    /// <summary>Returns the purl; null for a name that is none.</summary>
    public string? Add(string name, string? version, int line, bool direct, string scope)
    {
        if (!CargoName.IsValid(name))
        {
            results.Unreadable(path, line, CargoName.Complaint(name));
            return null;
        }
        var pinned = version;
        if (version is not null && !CargoRequirement.IsVersion(version))
        {
            results.Unreadable(path, line, $"{Display.Quote(version)} is no version of {name}, which is listed without one; correct it.");
            pinned = null;
        }
        return packages.Add(name, pinned, line, direct, scope);
    }

    public void AddGraph(ResolvedGraph graph) => graph.List(
        (package, direct) => Add(package.Name, package.Version, package.Line, direct, package.Scope ?? PackageScope.Runtime), packages.Require);

    public void AddToResults() => packages.AddTo(results);
}
