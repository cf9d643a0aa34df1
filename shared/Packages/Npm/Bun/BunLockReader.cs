using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Bun;

/// <summary>
/// Lists what a bun.lock pins; the older, binary bun.lockb is not read. Workspaces are the repository's own and no packages; what
/// comes from git, a file or a URL has no version in the file.
/// </summary>
internal sealed class BunLockReader : IManifestReader
{
    public const string FileName = "bun.lock";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = Parse(tree, path);
        var graph = new LockGraph("npm", path, tree.Limits);
        var listed = new Dictionary<BunPackage, LockedPackage>();
        foreach (var (line, reason) in file.Broken)
            results.Unreadable(path, line, reason);
        foreach (var package in file.Packages.Values.Where(p => !p.Source.StartsWith("workspace:", StringComparison.Ordinal)))
        {
            if (NpmName.IsValid(package.Name))
                listed[package] = graph.Add(package.Name, NpmVersion.Exact(package.Source), package.Line);
            else
                results.Unreadable(path, package.Line, NpmName.Complaint(package.Name));
        }
        foreach (var (package, locked) in listed)
        {
            foreach (var (name, scope) in package.Dependencies)
            {
                if (Listed(package.Place, name) is { } needed)
                    LockGraph.Need(locked, needed, scope);
            }
        }
        foreach (var (folder, workspace) in file.Workspaces)
        {
            foreach (var (name, scope) in workspace.Dependencies)
            {
                if (Listed(workspace.Name, name) is not { } asked)
                    continue;
                LockGraph.Ask(asked, scope);
                LockGraph.AskFrom(RepositoryPath.Below(RepositoryPath.Folder(path), folder), asked);
            }
        }
        graph.AddTo(results);

        LockedPackage? Listed(string from, string name) =>
            file.Find(from, name) is { } found ? listed.GetValueOrDefault(found) : null;
    }

    public static BunLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => BunLockParser.Parse(bytes, tree.Limits, tree.Cancellation));
}
