using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>Checks paths and versions of modules on their way from a file into the results.</summary>
internal sealed class GoPackages(string path, ScanResults results)
{
    private readonly FilePackages packages = new("golang", path);

    public void Add(string module, string? version, int line, bool direct)
    {
        if (!GoModule.IsPath(module))
        {
            results.Unreadable(path, line, GoModule.Complaint(module));
            return;
        }
        var pinned = GoModule.Version(version);
        if (pinned is null)
            results.Unreadable(path, line,
                $"{Display.Quote(version ?? "")} is no version of {module}, which is listed without one; run 'go mod tidy'.");
        packages.Add(module, pinned, line, direct, PackageScope.Runtime);
    }

    /// <summary>Lists the release of Go, whose library every module uses.</summary>
    public void AddRelease(GoDirective? release)
    {
        if (release is null)
            return;
        var version = GoFile.ReleaseVersion(release);
        if (GoModule.Version("v" + version) is null && GoRelease.Parse(version) is null)
            results.Unreadable(path, release.Line, $"{Display.Quote(version)} is no release of Go; write it as in 1.22.0.");
        else
            packages.Add(GoModule.StandardLibrary, version, release.Line, direct: true, PackageScope.Runtime);
    }

    public void AddToResults() => packages.AddTo(results);
}
