using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>poetry.lock, of all versions.</summary>
internal static class PoetryLock
{
    public const string FileName = "poetry.lock";

    public static ResolvedGraph Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var packages = new List<ResolvedPackage>();
        foreach (var table in LockToml.Parse(bytes, limits, ct).Tables("package"))
        {
            if (LockToml.Head(table, limits, packages.Count, scope: ScopeOf(table)) is not { } package)
                continue;
            package.Dependencies.AddRange(table.Entries("dependencies").Select(d => new ResolvedDependency(d.Key, null, PackageScope.Runtime)));
            packages.Add(package);
        }
        return new(packages, PypiName.Normalize);
    }

    // Versions before 1.5 have a category, from 2.0 on there are groups, and between them the file does not say.
    private static string? ScopeOf(TomlTree table)
    {
        if (table["optional"] is { IsTrue: true })
            return PackageScope.Optional;
        if (table["groups"]?.Items is { Count: > 0 } groups)
            return groups.Exists(g => g.Text == "main") ? PackageScope.Runtime : PackageScope.Development;
        return table["category"]?.Text switch
        {
            null => null,
            "main" => PackageScope.Runtime,
            _ => PackageScope.Development,
        };
    }
}
