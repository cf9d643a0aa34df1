using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>A Cargo.toml: https://doc.rust-lang.org/cargo/reference/manifest.html.</summary>
internal sealed class CargoManifest
{
    public const string FileName = "Cargo.toml";

    private readonly TomlTree file;

    private CargoManifest(TomlTree file) => this.file = file;

    public TomlTree? Package => file["package"] ?? file["project"];

    public TomlTree? Workspace => file["workspace"];

    public string? Name => Package?["name"]?.Text;

    /// <summary>The folders that the workspace names, of which some end in "*".</summary>
    public IEnumerable<string> Members => Workspace?["members"]?.Items?.Select(m => m.Text).OfType<string>() ?? [];

    public IEnumerable<CargoDependency> Dependencies
    {
        get
        {
            foreach (var dependency in Sections(file))
                yield return dependency;
            foreach (var (_, target) in file.Entries("target"))
            {
                foreach (var dependency in Sections(target))
                    yield return dependency;
            }
        }
    }

    public static CargoManifest Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => new CargoManifest(TomlTree.Parse(bytes, tree.Limits, (_, _) => true, tree.Cancellation)));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static CargoManifest? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private static IEnumerable<CargoDependency> Sections(TomlTree table) =>
        Section(table, PackageScope.Runtime, "dependencies")
            .Concat(Section(table, PackageScope.Development, "dev-dependencies", "dev_dependencies"))
            .Concat(Section(table, PackageScope.Development, "build-dependencies", "build_dependencies"));

    private static IEnumerable<CargoDependency> Section(TomlTree table, string scope, params string[] names) =>
        from section in names
        from entry in table.Entries(section)
        select new CargoDependency(entry.Key, entry.Value, scope);
}
