using Cortex.Packages.Reading;

namespace Cortex.Packages.Pub;

/// <summary>A pubspec.lock: https://dart.dev/tools/pub/glossary#lockfile. It does not say which package asks for which.</summary>
internal sealed class PubspecLock
{
    public const string FileName = "pubspec.lock";

    private readonly List<PubspecLockEntry> entries = [];
    private HashSet<string>? names;

    public IReadOnlyList<PubspecLockEntry> Entries => entries;

    public bool Pins(string name) => (names ??= entries.Select(e => e.Name).ToHashSet(StringComparer.Ordinal)).Contains(name);

    public static PubspecLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(new YamlCursor(bytes, tree.Limits, tree.Cancellation), tree.Limits));

    private static PubspecLock Parse(YamlCursor yaml, ReadLimits limits)
    {
        if (!yaml.IsMapping)
            throw new UnreadableException("The file is no YAML mapping; restore it or run dart pub get.", 1);
        var file = new PubspecLock();
        var entered = false;
        while (yaml.NextKey(ref entered, out var section))
        {
            if (section != "packages")
            {
                yaml.Skip();
                continue;
            }
            var inside = false;
            while (yaml.NextKey(ref inside, out var name))
            {
                if (file.entries.Count == limits.MaxPackages)
                    throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", yaml.KeyLine);
                file.entries.Add(ReadEntry(yaml, name));
            }
        }
        return file;
    }

    private static PubspecLockEntry ReadEntry(YamlCursor yaml, string name)
    {
        var line = yaml.KeyLine;
        string? dependency = null, version = null;
        var entered = false;
        while (yaml.NextKey(ref entered, out var field))
        {
            if (field == "dependency")
                dependency = yaml.TextOrSkip();
            else if (field == "version")
                version = yaml.TextOrSkip();
            else
                yaml.Skip();
        }
        return new(name, version, dependency ?? "", line);
    }
}

/// <param name="Name">The package's name.</param>
/// <param name="Version">As written; a package of the SDK has one, too.</param>
/// <param name="Dependency">"direct main", "direct dev", "direct overridden" or "transitive".</param>
/// <param name="Line">The line of the name.</param>
internal sealed record PubspecLockEntry(string Name, string? Version, string Dependency, int Line)
{
    public bool Direct => Dependency.StartsWith("direct", StringComparison.Ordinal);

    public string Scope => Dependency == "direct dev" ? PackageScope.Development : PackageScope.Runtime;
}
