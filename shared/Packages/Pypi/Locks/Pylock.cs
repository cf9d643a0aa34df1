using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>pylock.toml: https://packaging.python.org/specifications/pylock-toml/.</summary>
internal static class Pylock
{
    public const string FileName = "pylock.toml";

    public static ResolvedGraph Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var packages = new List<ResolvedPackage>();
        foreach (var table in LockToml.Parse(bytes, limits, ct).Tables("packages"))
        {
            // A folder without a version is the project that the file was written for.
            var own = table["directory"] is not null && table["version"] is null;
            if (LockToml.Head(table, limits, packages.Count, own, hidden: own, ScopeOf(table)) is not { } package)
                continue;
            foreach (var dependency in table["dependencies"]?.Items ?? [])
            {
                if (dependency["name"]?.Text is { } name)
                    package.Dependencies.Add(new(name, dependency["version"]?.Text, PackageScope.Runtime));
            }
            packages.Add(package);
        }
        return new(packages, PypiName.Normalize);
    }

    private static string? ScopeOf(TomlTree table)
    {
        var marker = table["marker"]?.Text ?? "";
        if (marker.Contains("default", StringComparison.Ordinal))
            return PackageScope.Runtime;
        if (marker.Contains("dependency_groups", StringComparison.Ordinal))
            return PackageScope.Development;
        return marker.Contains("extras", StringComparison.Ordinal) ? PackageScope.Optional : null;
    }
}
