using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>In which scopes the crates of a workspace ask for packages, which Cargo.lock does not say but their manifests do.</summary>
internal sealed class CargoScopes
{
    private readonly Dictionary<(string Crate, string Package), string> scopes = [];

    public static CargoScopes Of(RepositoryFiles tree, string folder, IEnumerable<string> crates)
    {
        var found = new CargoScopes();
        if (CargoManifest.TryParse(tree, RepositoryPath.Below(folder, CargoManifest.FileName)) is not { } root)
            return found;
        found.Add(root, root);
        var names = crates.ToList();
        // A folder below "crates/*" is nearly always named like its crate.
        foreach (var member in root.Members.SelectMany(m => m.EndsWith("/*", StringComparison.Ordinal) ? names.Select(n => m[..^1] + n) : [m]))
        {
            if (RepositoryPath.Combine(folder, $"{member}/{CargoManifest.FileName}") is { } path && CargoManifest.TryParse(tree, path) is { } manifest)
                found.Add(manifest, root);
        }
        return found;
    }

    /// <summary>The crate with the scopes of what it asks for; runtime where no manifest was found.</summary>
    public ResolvedPackage Apply(ResolvedPackage crate)
    {
        for (var at = 0; at < crate.Dependencies.Count; at++)
        {
            if (scopes.TryGetValue((crate.Name, crate.Dependencies[at].Name), out var scope))
                crate.Dependencies[at] = crate.Dependencies[at] with { Scope = scope };
        }
        return crate;
    }

    private void Add(CargoManifest manifest, CargoManifest root)
    {
        if (manifest.Name is not { } crate)
            return;
        foreach (var dependency in manifest.Dependencies.Select(d => d.Inherit(root.Workspace)))
        {
            var key = (crate, dependency.Name);
            scopes[key] = scopes.TryGetValue(key, out var known) ? PackageScope.Stronger(known, dependency.Scope) : dependency.Scope;
        }
    }
}
