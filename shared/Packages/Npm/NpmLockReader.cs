using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm;

/// <summary>Lists what a lockfile pins. Links, workspaces and the root itself are the repository's own and no packages.</summary>
internal sealed class NpmLockReader : IManifestReader
{
    /// <summary>npm prefers the first when both are there.</summary>
    public static readonly string[] FileNames = ["npm-shrinkwrap.json", "package-lock.json"];

    public bool Reads(string relativePath) => FileNames.Contains(RepositoryPath.Name(relativePath));

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = Parse(tree, path);
        var direct = Direct(tree, path, file);
        var graph = new LockGraph("npm", path, tree.Limits);
        var listed = new Dictionary<NpmLockEntry, LockedPackage>();
        foreach (var (place, line) in file.Repeated)
            results.Unreadable(path, line, $"{Display.Quote(place)} stands here a second time; each is listed. Write the lockfile anew.");
        foreach (var entry in file.Entries)
        {
            if (entry.Link || (entry.Dependencies is not null && !file.IsPathDependency(entry)))
                continue;
            var name = entry.Name.Length == 0 ? RepositoryPath.Name(entry.Place) : entry.Name;
            if (!NpmName.IsValid(name))
                results.Unreadable(path, entry.Line, NpmName.Complaint(name));
            else
                listed[entry] = graph.Add(name, NpmVersion.Pinned(entry.Version, name, entry.Line, path, results), entry.Line, entry.Scope);
        }
        foreach (var (entry, package) in listed)
        {
            if (direct.TryGetValue(entry, out var folders) || entry.Dependencies is not null)
                LockGraph.Ask(package, entry.Scope);
            foreach (var folder in folders ?? [])
                LockGraph.AskFrom(RepositoryPath.Below(RepositoryPath.Folder(path), folder), package);
            foreach (var (name, scope) in entry.Needs)
            {
                if (entry.At?.Resolve(name) is { } found && listed.TryGetValue(found, out var needed))
                    LockGraph.Need(package, needed, scope);
            }
        }
        graph.AddTo(results);
    }

    public static NpmLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => NpmLockParser.Parse(bytes, tree.Limits, tree.Cancellation));

    /// <summary>What the repository asks for itself, with the folders that do where the file tells.</summary>
    private static Dictionary<NpmLockEntry, List<string>> Direct(RepositoryFiles tree, string path, NpmLock file)
    {
        if (file.Version == 1)
            return DirectOfVersion1(tree, RepositoryPath.Folder(path), file).Distinct().ToDictionary(entry => entry, _ => new List<string>());
        var direct = new Dictionary<NpmLockEntry, List<string>>();
        foreach (var importer in file.ByPlace.Values)
        {
            foreach (var dependency in importer.Dependencies ?? [])
            {
                if (file.Resolve(importer.Place, dependency) is not { } entry)
                    continue;
                if (!direct.TryGetValue(entry, out var folders))
                    direct[entry] = folders = [];
                folders.Add(importer.Place);
            }
        }
        return direct;
    }

    /// <summary>Version 1 does not say what the root asks for: package.json does, or else nobody else requires it.</summary>
    private static IEnumerable<NpmLockEntry> DirectOfVersion1(RepositoryFiles tree, string folder, NpmLock file)
    {
        var manifest = PackageJson.TryParse(tree, RepositoryPath.Below(folder, PackageJson.FileName));
        return manifest is null
            ? file.ByPlace.Values.Where(entry => !file.Required.Contains(entry.Place["node_modules/".Length..]))
            : manifest.Dependencies.Select(d => file.Resolve("", d.Name)).OfType<NpmLockEntry>();
    }
}
