using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>Maven from the topmost pom above the file. There is no lockfile, and building is what restores.</summary>
internal sealed class MavenToolchain : IToolchain
{
    public string Ecosystem => "maven";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (Toolchains.Nearest(root, path, "pom.xml") is not { } folder)
                continue;
            while (folder.Length > 0 && Toolchains.Nearest(root, folder, "pom.xml") is { } above)
                folder = above;
            var project = new ToolProject { Tool = "mvn", Folder = folder, Missing = Toolchains.MissingUnless("mvn"), Report = new ResultFiles("TEST-*.xml") };
            yield return project with
            {
                Build = project.Command("mvn", "--batch-mode", "--no-transfer-progress", "test-compile"),
                Test = project.Command("mvn", "--batch-mode", "--no-transfer-progress", "test"),
            };
        }
    }
}
