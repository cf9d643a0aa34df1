namespace Cortex.Packages.Npm;

/// <summary>A lockfile, seen from a package.json that it may speak for. Folders are relative to the lockfile's own.</summary>
internal interface INpmPins
{
    bool Covers(string folder);

    /// <summary>Whether the lockfile says which version the dependency of that folder's package.json is.</summary>
    bool Pins(string folder, PackageJsonDependency dependency);
}
