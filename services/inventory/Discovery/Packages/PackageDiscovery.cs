using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Projects;
using Cortex.Packages;

namespace Cortex.Inventory.Discovery.Packages;

/// <summary>Packages from what the manifests and lockfiles say; a range that a lockfile settles counts as that version.</summary>
internal static class PackageDiscovery
{
    public static void Discover(SourceTree tree, PackageScan scan, ProjectPlaces projects, ScanRecord record)
    {
        scan = new() { Packages = [.. scan.Packages.Where(p => !tree.Ignores(p.Path))], Unreadable = [.. scan.Unreadable.Where(u => !tree.Ignores(u.Path))] };
        var settled = Settled(scan, projects);
        var graph = new PackageGraph(record);
        foreach (var package in scan.Packages)
        {
            var purl = package.Version is null ? Settle(package, projects, settled) : package.Purl;
            var version = package.Version ?? VersionOf(purl);
            var urn = record.Share(
                Kinds.Package, AssetUrn.Package(purl), package.Name, package.Path, package.Line,
                [("ecosystem", package.Ecosystem), ("version", version), ("purl", purl)], package.Direct, package.Scope);
            graph.Add(package, urn, projects.For(package.Ecosystem, package.Path)?.Urn ?? record.Repository);
            // A workspace's lockfile lies with its root; its members ask too.
            foreach (var member in (package.AskedFrom ?? []).Where(folder => folder != "."))
            {
                if (projects.For(package.Ecosystem, $"{member}/{package.Path.Split('/')[^1]}") is { } project)
                    record.Relate(project.Urn, Kinds.DependsOn, urn);
            }
        }

        graph.Relate();
        foreach (var input in scan.Unreadable)
        {
            if (tree.Find(input.Path) is { Length: < 1024 and > 0 } file && LfsPointer.IsPointer(tree.Start(file, 1024)))
                record.Unreadable(input.Path, 1, "lfs-pointer", LfsPointer.Advice);
            else
                record.Unreadable(input.Path, input.Line, ScanRecord.ManifestRule, input.Reason);
        }
    }

    /// <summary>The versions that a project's lockfiles pin for what it asks for itself.</summary>
    private static ILookup<(string Project, string Ecosystem, string Name), string> Settled(PackageScan scan, ProjectPlaces projects) => scan.Packages
        .Where(p => p.Version is not null && p.Direct)
        .Select(p => (Key: (projects.For(p.Ecosystem, p.Path)?.Urn ?? "", p.Ecosystem, p.Name), p.Purl))
        .Distinct()
        .ToLookup(p => p.Key, p => p.Purl);

    private static string Settle(PackageOccurrence package, ProjectPlaces projects, ILookup<(string, string, string), string> settled)
    {
        // A workspace's lockfile lies with its root, so the projects above are asked too.
        var versions = projects.Around(package.Ecosystem, package.Path).Select(p => p.Urn).Append("")
            .Select(project => settled[(project, package.Ecosystem, package.Name)].ToList())
            .FirstOrDefault(found => found.Count > 0);
        return versions is [var one] ? one : package.Purl;
    }

    private static string? VersionOf(string purl) => purl.LastIndexOf('@') is > 0 and var at ? Uri.UnescapeDataString(purl[(at + 1)..]) : null;
}
