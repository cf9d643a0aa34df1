using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>Checks names and versions on their way from a NuGet lockfile into the results.</summary>
internal sealed class NuGetPackages(string path, ScanResults results, ReadLimits limits)
{
    private readonly FilePackages packages = new("nuget", path);
    private int count;

    public void Add(string name, string? version, int line, bool direct, string scope = PackageScope.Runtime)
    {
        if (++count > limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", line);
        if (!NuGetId.IsValid(name))
        {
            results.Unreadable(path, line, NuGetId.Complaint(name));
            return;
        }
        var pinned = version;
        if (version is not null && !NuGetRequirement.IsVersion(version))
        {
            results.Unreadable(path, line,
                $"{Display.Quote(version)} is no version of {name}, which is listed without one; correct it.");
            pinned = null;
        }
        packages.Add(name, pinned, line, direct, scope);
    }

    public void AddToResults() => packages.AddTo(results);
}
