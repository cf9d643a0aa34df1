using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>pdm.lock: https://pdm-project.org/latest/usage/lockfile/. A package with extras stands there once more.</summary>
internal static class PdmLock
{
    public const string FileName = "pdm.lock";

    public static ResolvedGraph Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var packages = new List<ResolvedPackage>();
        foreach (var table in LockToml.Parse(bytes, limits, ct).Tables("package"))
        {
            if (LockToml.Head(table, limits, packages.Count, scope: ScopeOf(table)) is not { } package)
                continue;
            foreach (var text in table["dependencies"]?.Items ?? [])
            {
                if (PypiRequirement.Parse(text.Text ?? "") is { } requirement)
                    package.Dependencies.Add(new(requirement.Name, null, PackageScope.Runtime));
            }
            packages.Add(package);
        }
        return new(packages, PypiName.Normalize);
    }

    private static string? ScopeOf(TomlTree table) => table["groups"]?.Items switch
    {
        null or [] => null,
        var groups when groups.Exists(g => g.Text == "default") => PackageScope.Runtime,
        var groups when groups.Exists(g => g.Text == "dev") => PackageScope.Development,
        _ => PackageScope.Optional,
    };
}
