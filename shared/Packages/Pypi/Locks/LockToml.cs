using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>What Python lockfiles in TOML have in common: an array of packages, most of whose bulk is hashes of files.</summary>
internal static class LockToml
{
    private static readonly HashSet<string> Bulk =
        new(["files", "wheels", "sdist", "archive", "attestation-identities", "hashes", "content-hash"], StringComparer.Ordinal);

    public static TomlTree Parse(byte[] bytes, ReadLimits limits, CancellationToken ct) =>
        TomlTree.Parse(bytes, limits, Keeps, ct);

    public static ResolvedPackage? Head(TomlTree package, ReadLimits limits, int index, bool own = false, bool hidden = false, string? scope = null)
    {
        if (index >= limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", package.Line);
        return package["name"] is { Text: { } name } named
            ? new() { Name = name, Version = package["version"]?.Text, Line = named.Line, Own = own, Hidden = hidden, Scope = scope }
            : null;
    }

    private static bool Keeps(string table, string key) => table is not ("" or "package" or "packages" or "metadata") || !Bulk.Contains(key);
}
