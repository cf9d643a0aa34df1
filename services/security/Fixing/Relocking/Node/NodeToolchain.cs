using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking.Node;

/// <summary>npm, pnpm, Yarn and bun, whichever made the lockfile.</summary>
internal sealed class NodeToolchain : IToolchain
{
    private static readonly (string Lockfile, string Tool)[] Lockfiles =
        [("package-lock.json", "npm"), ("npm-shrinkwrap.json", "npm"), ("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn"), ("bun.lock", "bun"), ("bun.lockb", "bun")];

    public string Ecosystem => "npm";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var folder = Toolchains.Nearest(root, path, [.. Lockfiles.Select(known => known.Lockfile)]) ?? Toolchains.Nearest(root, path, "package.json");
            if (folder is null || !File.Exists(Path.Combine(root, folder, "package.json")))
                continue;
            var (lockfile, tool) = Array.Find(Lockfiles, known => File.Exists(Path.Combine(root, folder, known.Lockfile))) is { Tool: not null } found ? found : ("", "npm");
            yield return Project(root, folder, lockfile, tool);
        }
    }

    private static ToolProject Project(string root, string folder, string lockfile, string tool)
    {
        var manifest = PackageScripts.Read(Path.Combine(root, folder, "package.json"));
        var (run, missing) = Runner(tool, manifest);
        var style = tool == "npm" && lockfile.Length > 0 ? NpmLockStyle.Of(Path.Combine(root, folder, lockfile)) : [];
        ToolCommand Command(params string[] words) => new([.. run, .. words], folder);
        var project = new ToolProject { Tool = tool, Folder = folder, Missing = missing, Lockfiles = lockfile.Length == 0 ? [] : [Toolchains.Below(folder, lockfile)], Report = new ScriptOutput() } with
        {
            Build = manifest.Has("build") && !manifest.TestsBuild ? Command("run", "build") : null,
            Test = manifest.HasTests ? Command("test")
                : manifest.HasWorkspaces && tool == "npm" ? Command("test", "--workspaces", "--if-present") : null,
        };
        return (tool, lockfile) switch
        {
            (_, "") => project with { Restore = [Command("install", "--ignore-scripts", "--no-package-lock")] },
            ("npm", _) => project with
            {
                LockOptions = style,
                Relock = _ => [Command(["install", "--package-lock-only", "--ignore-scripts", .. style])],
                Restore = [Command("ci", "--ignore-scripts", "--prefer-offline")],
            },
            ("pnpm", _) => project with
            {
                Relock = _ => [Command("install", "--lockfile-only", "--ignore-scripts", "--no-frozen-lockfile")],
                Restore = [Command("install", "--frozen-lockfile", "--ignore-scripts", "--prefer-offline")],
            },
            ("yarn", _) when IsBerry(root, folder, manifest) => project with
            {
                Relock = _ => [Command("install", "--mode=update-lockfile")],
                Restore = [Command("install", "--immutable", "--mode=skip-build")],
            },
            ("yarn", _) => project with
            {
                Relock = _ => [Command("install", "--ignore-scripts", "--non-interactive")],
                Restore = [Command("install", "--ignore-scripts", "--non-interactive", "--frozen-lockfile")],
            },
            _ => project with
            {
                Relock = _ => [Command("install", "--lockfile-only", "--ignore-scripts")],
                Restore = [Command("install", "--frozen-lockfile", "--ignore-scripts")],
            },
        };
    }

    /// <summary>A tool that is not on the machine is fetched by npm, in the version that the repository itself names.</summary>
    private static (IReadOnlyList<string> Words, string? Missing) Runner(string tool, PackageScripts manifest)
    {
        if (ToolBox.Find("node") is null)
            return ([tool], "node is not on this machine");
        if (tool == "npm" || ToolBox.Find(tool) is not null)
            return ([tool], Toolchains.MissingUnless(tool));
        if (manifest.PackageManager is not { } named || named.Name != tool || ToolBox.Find("npm") is null)
            return ([tool], $"{tool} is not on this machine, and package.json does not name the version to fetch (packageManager)");
        var package = tool == "yarn" && !named.Version.StartsWith("1.", StringComparison.Ordinal) ? "@yarnpkg/cli-dist" : tool;
        return (["npm", "exec", "--yes", $"--package={package}@{named.Version}", "--", tool], null);
    }

    private static bool IsBerry(string root, string folder, PackageScripts manifest) =>
        File.Exists(Path.Combine(root, folder, ".yarnrc.yml")) || (manifest.PackageManager is { Name: "yarn" } named && !named.Version.StartsWith("1.", StringComparison.Ordinal));
}
