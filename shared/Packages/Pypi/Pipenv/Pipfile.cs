using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Pipenv;

/// <summary>Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html.</summary>
internal sealed class Pipfile
{
    public const string FileName = "Pipfile";

    private static readonly HashSet<string> Settings =
        new(["source", "requires", "pipenv", "scripts", "build-system"], StringComparer.Ordinal);

    public required IReadOnlyList<PipfileEntry> Entries { get; init; }

    public required IReadOnlySet<string> Names { get; init; }

    public static Pipfile Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Read(TomlTree.Parse(bytes, tree.Limits, (_, _) => true, tree.Cancellation)));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static Pipfile? TryParse(RepositoryFiles tree, string path)
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

    // Every other table is a category of packages, of which only the plain one is needed at run time.
    private static Pipfile Read(TomlTree file)
    {
        var entries = new List<PipfileEntry>();
        foreach (var (section, table) in file.Table!.Where(t => !Settings.Contains(t.Key)))
        {
            foreach (var (name, value) in table.Table ?? [])
                entries.Add(new(name, value.Text ?? value["version"]?.Text, value.Line, section == "packages" ? PackageScope.Runtime : PackageScope.Development));
        }
        return new() { Entries = entries, Names = entries.Select(e => PypiName.Normalize(e.Name)).ToHashSet(StringComparer.Ordinal) };
    }
}

/// <param name="Name">The key.</param>
/// <param name="Version">The specifiers; null for a package that comes from an address.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Scope">From the table.</param>
internal sealed record PipfileEntry(string Name, string? Version, int Line, string Scope);
