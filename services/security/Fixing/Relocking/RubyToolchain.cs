using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

internal sealed class RubyToolchain : IToolchain
{
    public string Ecosystem => "gem";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (Toolchains.Nearest(root, path, "Gemfile") is not { } folder)
                continue;
            var at = Path.Combine(root, folder);
            var project = new ToolProject { Tool = "bundle", Folder = folder, Missing = Toolchains.MissingUnless("bundle"), Lockfiles = [Toolchains.Below(folder, "Gemfile.lock")], Report = new ScriptOutput() };
            yield return project with
            {
                Relock = upgrades => [.. upgrades.Select(u => project.Command("bundle", "lock", "--update", u.Name, "--conservative")).DistinctBy(c => c.Text())],
                Restore = [project.Command("bundle", "install")],
                Test = Directory.Exists(Path.Combine(at, "spec")) ? project.Command("bundle", "exec", "rspec")
                    : File.Exists(Path.Combine(at, "Rakefile")) ? project.Command("bundle", "exec", "rake", "test") : null,
            };
        }
    }
}
