using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

internal sealed class ComposerToolchain : IToolchain
{
    public string Ecosystem => "composer";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (Toolchains.Nearest(root, path, "composer.json") is not { } folder)
                continue;
            var project = new ToolProject { Tool = "composer", Folder = folder, Missing = Toolchains.MissingUnless("composer"), Lockfiles = [Toolchains.Below(folder, "composer.lock")], Report = new ResultFiles("phpunit.xml") };
            yield return project with
            {
                Relock = upgrades => [project.Command(["composer", "update", "--no-scripts", "--no-plugins", "--no-install", "--minimal-changes", .. upgrades.Select(u => u.Name).Distinct(StringComparer.Ordinal)])],
                Restore = [project.Command("composer", "install", "--no-scripts", "--no-plugins")],
                Test = File.Exists(Path.Combine(root, folder, "phpunit.xml")) || File.Exists(Path.Combine(root, folder, "phpunit.xml.dist"))
                    ? project.Command("vendor/bin/phpunit", "--log-junit", $"{Toolchains.Results}/phpunit.xml") : null,
            };
        }
    }
}
