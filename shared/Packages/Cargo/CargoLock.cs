using Cortex.Packages.Reading;

namespace Cortex.Packages.Cargo;

/// <summary>Cargo.lock of versions 1 to 4. A package without a source is the workspace's own.</summary>
internal sealed class CargoLock
{
    public const string FileName = "Cargo.lock";

    public required ResolvedGraph Graph { get; init; }

    /// <summary>Whether the file speaks for a crate of that name.</summary>
    public bool Covers(string? name) => Graph.Packages.Any(p => p.Own && p.Name == name);

    public static CargoLock Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes => Parse(tree, path, bytes));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static CargoLock? TryParse(RepositoryFiles tree, string path)
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

    private static CargoLock Parse(RepositoryFiles tree, string path, byte[] bytes)
    {
        var file = TomlTree.Parse(bytes, tree.Limits, (table, key) => table != "" || key != "metadata", tree.Cancellation);
        var packages = new List<ResolvedPackage>();
        // Cargo before 0.17 set the root apart.
        var tables = file["root"] is { } root ? file.Tables("package").Append(root) : file.Tables("package");
        foreach (var table in tables)
        {
            if (packages.Count == tree.Limits.MaxPackages)
                throw new UnreadableException(
                    $"The file lists more than {tree.Limits.MaxPackages} packages; raise the limit or remove the file.", table.Line);
            if (Read(table) is { } package)
                packages.Add(package);
        }
        var scopes = CargoScopes.Of(tree, RepositoryPath.Folder(path), packages.Where(p => p.Own).Select(p => p.Name));
        return new() { Graph = new(packages.ConvertAll(p => p.Own ? scopes.Apply(p) : p), name => name) };
    }

    private static ResolvedPackage? Read(TomlTree table)
    {
        if (table["name"] is not { Text: { } name } named)
            return null;
        var package = new ResolvedPackage { Name = name, Version = table["version"]?.Text, Line = named.Line, Own = table["source"] is null };
        foreach (var item in table["dependencies"]?.Items ?? [])
        {
            // "name", "name version" or "name version (source)".
            if (item.Text?.Split(' ') is { } words)
                package.Dependencies.Add(new(words[0], words.ElementAtOrDefault(1), PackageScope.Runtime));
        }
        return package;
    }
}
