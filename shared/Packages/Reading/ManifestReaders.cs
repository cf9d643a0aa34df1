using Cortex.Packages.Npm;
using Cortex.Packages.NuGet;

namespace Cortex.Packages.Reading;

/// <summary>Every kind of manifest that is read; the first that says so reads a file.</summary>
internal static class ManifestReaders
{
    private static readonly IManifestReader[] All =
    [
        new NpmLockReader(),
        new PackageJsonReader(),
        new PackagesConfigReader(),
        new PackagesLockReader(),
        new ProjectAssetsReader(),
        new DepsJsonReader(),
        new ProjectFileReader(),
    ];

    public static IManifestReader? For(string path) => Array.Find(All, reader => reader.Reads(path));
}
