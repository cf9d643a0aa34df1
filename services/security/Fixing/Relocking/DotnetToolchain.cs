using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>The .NET SDK: solutions where there are any, else the projects.</summary>
internal sealed class DotnetToolchain : IToolchain
{
    private const int MostProjects = 10;

    private static readonly string[] Solutions = ["*.slnx", "*.sln"];

    public string Ecosystem => "nuget";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        var solutions = Toolchains.Files(root, "", Solutions).ToList();
        foreach (var path in paths)
        {
            var folder = Toolchains.FolderOf(path);
            var above = solutions.Where(solution => IsBelow(folder, Toolchains.FolderOf(solution))).OrderByDescending(solution => Toolchains.FolderOf(solution).Length).ToList();
            IEnumerable<string> subjects = above.Count > 0 ? above.Where(solution => Toolchains.FolderOf(solution) == Toolchains.FolderOf(above[0])).Take(1)
                : solutions.Where(solution => IsBelow(Toolchains.FolderOf(solution), folder)) is var below && below.Any() ? below
                : Toolchains.Files(root, folder, "*.csproj", "*.fsproj", "*.vbproj").Take(MostProjects);
            foreach (var subject in subjects)
                yield return Project(root, subject);
        }
    }

    private static ToolProject Project(string root, string subject)
    {
        var folder = Toolchains.FolderOf(subject);
        var name = subject[(subject.LastIndexOf('/') + 1)..];
        var project = new ToolProject
        {
            Tool = "dotnet",
            Folder = folder,
            Subject = name,
            Missing = Toolchains.MissingUnless("dotnet"),
            Lockfiles = [.. Toolchains.Files(root, folder, "packages.lock.json")],
            Report = new ResultFiles("*.trx"),
        };
        return project with
        {
            Relock = project.Lockfiles.Count == 0 ? _ => [] : _ => [project.Command("dotnet", "restore", name, "--force-evaluate")],
            Restore = [project.Command("dotnet", "restore", name)],
            Build = project.Command("dotnet", "build", name, "--no-restore", "--nologo", "--verbosity", "quiet"),
            Test = project.Command("dotnet", "test", name, "--no-build", "--nologo", "--logger", "trx", "--results-directory", Toolchains.Results),
        };
    }

    private static bool IsBelow(string folder, string above) => above.Length == 0 || folder == above || folder.StartsWith(above + "/", StringComparison.Ordinal);
}
