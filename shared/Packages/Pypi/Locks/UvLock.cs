using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile.</summary>
internal static class UvLock
{
    public const string FileName = "uv.lock";

    public static ResolvedGraph Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var packages = new List<ResolvedPackage>();
        foreach (var table in LockToml.Parse(bytes, limits, ct).Tables("package"))
        {
            var folder = table.At("source", "virtual")?.Text;
            var own = folder is not null || table.At("source", "editable") is not null;
            if (LockToml.Head(table, limits, packages.Count, own, hidden: folder == ".") is not { } package)
                continue;
            Add(package, table["dependencies"], PackageScope.Runtime);
            foreach (var (_, extra) in table.Entries("optional-dependencies"))
                Add(package, extra, PackageScope.Optional);
            foreach (var (_, group) in table.Entries("dev-dependencies"))
                Add(package, group, PackageScope.Development);
            packages.Add(package);
        }
        return new(packages, PypiName.Normalize);
    }

    private static void Add(ResolvedPackage package, TomlTree? dependencies, string scope)
    {
        foreach (var dependency in dependencies?.Items ?? [])
        {
            if (dependency["name"]?.Text is { } name)
                package.Dependencies.Add(new(name, dependency["version"]?.Text, scope));
        }
    }
}
