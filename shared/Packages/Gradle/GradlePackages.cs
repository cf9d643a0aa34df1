using Cortex.Packages.Maven;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Gradle;

/// <summary>Checks coordinates on their way from a Gradle file into the results.</summary>
internal sealed class GradlePackages(string path, ScanResults results, ReadLimits limits)
{
    private readonly FilePackages packages = new("maven", path);
    private int count;

    public void Add(string group, string artifact, string? version, int line, bool direct, string scope)
    {
        if (++count > limits.MaxPackages)
            throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", line);
        var name = $"{group}:{artifact}";
        if (!MavenCoordinates.IsId(group) || !MavenCoordinates.IsId(artifact))
            results.Unreadable(path, line, MavenCoordinates.Complaint(name));
        else
            packages.Add(name, GradleVersion.Pinned(version), line, direct, scope);
    }

    public void AddToResults() => packages.AddTo(results);
}
