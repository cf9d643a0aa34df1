using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Yarn;

/// <summary>Lists what a yarn.lock pins. Workspaces are the repository's own and no packages.</summary>
internal sealed class YarnLockReader : IManifestReader
{
    public const string FileName = "yarn.lock";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = Parse(tree, path);
        var graph = new LockGraph("npm", path, tree.Limits);
        var listed = new Dictionary<YarnEntry, LockedPackage>();
        foreach (var entry in file.Entries)
        {
            if (entry.Workspace is not null)
                continue;
            if (!NpmName.IsValid(entry.Name))
                results.Unreadable(path, entry.Line, NpmName.Complaint(entry.Name));
            else
                listed[entry] = graph.Add(entry.Name, NpmVersion.Pinned(entry.Version, entry.Name, entry.Line, path, results), entry.Line);
        }
        foreach (var (entry, package) in listed)
        {
            foreach (var dependency in entry.Dependencies)
            {
                if (Target(dependency.Name, dependency.Range) is { } needed)
                    LockGraph.Need(package, needed, dependency.Optional ? PackageScope.Optional : PackageScope.Runtime);
            }
        }
        AskForRoots(tree, path, file, graph, Target);
        graph.AddTo(results);

        LockedPackage? Target(string name, string range) =>
            file.Find(name, range) is { } found ? listed.GetValueOrDefault(found) : null;
    }

    public static YarnLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => YarnLockParser.Parse(bytes, tree.Limits, tree.Cancellation));

    private static void AskForRoots(
        RepositoryFiles tree, string path, YarnLock file,
        LockGraph graph, Func<string, string, LockedPackage?> target)
    {
        var home = RepositoryPath.Folder(path);
        if (file.Classic)
            AskAs(PackageJson.TryParse(tree, RepositoryPath.Below(home, PackageJson.FileName)), null);
        foreach (var workspace in file.Entries.Where(entry => entry.Workspace is not null))
        {
            var folder = RepositoryPath.Combine(home, workspace.Workspace!);
            var known = folder is null
                ? null
                : AskAs(PackageJson.TryParse(tree, RepositoryPath.Below(folder, PackageJson.FileName)), folder);
            foreach (var dependency in workspace.Dependencies.Where(d => known?.Contains(d.Name) != true))
            {
                if (target(dependency.Name, dependency.Range) is not { } asked)
                    continue;
                LockGraph.Ask(asked, dependency.Optional ? PackageScope.Optional : PackageScope.Runtime);
                if (folder is not null)
                    LockGraph.AskFrom(folder, asked);
            }
        }
        // Yarn 1 does not name its workspaces: what nobody asks for, one of them does.
        if (file.Classic)
            graph.AskForWhatNobodyNeeds();

        HashSet<string>? AskAs(PackageJson? manifest, string? folder)
        {
            if (manifest is null)
                return null;
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var dependency in manifest.Dependencies.Where(d => d.Scope != PackageScope.Peer))
            {
                if (dependency.Wanted is { } wanted && target(dependency.Name, wanted.Trim()) is { } asked)
                {
                    LockGraph.Ask(asked, dependency.Scope);
                    if (folder is not null)
                        LockGraph.AskFrom(folder, asked);
                    names.Add(dependency.Name);
                }
            }
            return names;
        }
    }
}
