using Cortex.Packages.Cargo;
using Cortex.Packages.Composer;
using Cortex.Packages.Gem;
using Cortex.Packages.Golang;
using Cortex.Packages.Gradle;
using Cortex.Packages.Hex;
using Cortex.Packages.Maven;
using Cortex.Packages.Npm;
using Cortex.Packages.Npm.Bun;
using Cortex.Packages.Npm.Pnpm;
using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.NuGet;
using Cortex.Packages.Pub;
using Cortex.Packages.Pypi.Locks;
using Cortex.Packages.Pypi.Pipenv;
using Cortex.Packages.Pypi.Projects;
using Cortex.Packages.Pypi.Requirements;

namespace Cortex.Packages.Reading;

/// <summary>Every kind of manifest that is read; the first that says so reads a file.</summary>
internal static class ManifestReaders
{
    public static readonly IManifestReader[] All =
    [
        new NpmLockReader(),
        new YarnLockReader(),
        new PnpmLockReader(),
        new BunLockReader(),
        new PackageJsonReader(),
        new GemfileLockReader(),
        new GemfileReader(),
        new ComposerLockReader(),
        new ComposerJsonReader(),
        new MixLockReader(),
        new MixExsReader(),
        new PubspecLockReader(),
        new PubspecReader(),
        new PackagesConfigReader(),
        new PackagesLockReader(),
        new ProjectAssetsReader(),
        new DepsJsonReader(),
        new ProjectFileReader(),
        new PythonLockReader(),
        new PipfileLockReader(),
        new PipfileReader(),
        new PyprojectReader(),
        new RequirementsReader(),
        new SetupPyReader(),
        new GoModReader(),
        new GoWorkReader(),
        new CargoLockReader(),
        new CargoManifestReader(),
        new PomReader(),
        new GradleLockReader(),
        new VerificationMetadataReader(),
        new VersionCatalogReader(),
    ];

    public static IManifestReader? For(string path) => Array.Find(All, reader => reader.Reads(path));
}
