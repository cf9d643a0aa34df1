using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

internal sealed class GoToolchain : IToolchain
{
    public string Ecosystem => "golang";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (Toolchains.Nearest(root, path, "go.mod") is not { } folder)
                continue;
            var project = new ToolProject
            {
                Tool = "go",
                Folder = folder,
                Missing = Toolchains.MissingUnless("go"),
                Lockfiles = [Toolchains.Below(folder, "go.sum"), Toolchains.Below(folder, "go.mod")],
                Report = new GoTestOutput(),
            };
            yield return project with
            {
                Relock = upgrades => [.. upgrades.Select(u => project.Command("go", "get", $"{u.Name}@{u.To}")).DistinctBy(c => c.Text()), project.Command("go", "mod", "tidy")],
                Restore = [project.Command("go", "mod", "download")],
                Build = project.Command("go", "build", "./..."),
                Test = project.Command("go", "test", "-json", "./..."),
            };
        }
    }
}
