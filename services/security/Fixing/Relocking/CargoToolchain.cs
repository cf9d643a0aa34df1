using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

internal sealed class CargoToolchain : IToolchain
{
    public string Ecosystem => "cargo";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if ((Toolchains.Nearest(root, path, "Cargo.lock") ?? Toolchains.Nearest(root, path, "Cargo.toml")) is not { } folder)
                continue;
            var project = new ToolProject { Tool = "cargo", Folder = folder, Missing = Toolchains.MissingUnless("cargo"), Lockfiles = [Toolchains.Below(folder, "Cargo.lock")], Report = new CargoOutput() };
            yield return project with
            {
                Relock = upgrades => [.. upgrades.Select(u => project.Command("cargo", "update", "--package", u.Name, "--precise", u.To)).DistinctBy(c => c.Text())],
                Restore = [project.Command("cargo", "fetch", "--locked")],
                Build = project.Command("cargo", "test", "--no-run", "--locked"),
                Test = project.Command("cargo", "test", "--locked"),
            };
        }
    }
}
