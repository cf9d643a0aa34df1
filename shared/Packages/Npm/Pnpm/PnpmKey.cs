namespace Cortex.Packages.Npm.Pnpm;

/// <summary>Keys of "packages": "/name/1.0.0_peer@2.0.0" until version 5, "/name@1.0.0(peer@2.0.0)" in 6, "name@1.0.0" from 9 on.</summary>
internal static class PnpmKey
{
    public static string WithoutPeers(string key)
    {
        var peers = key.IndexOf('(', StringComparison.Ordinal);
        return peers < 0 ? key : key[..peers];
    }

    /// <summary>Null parts stand in fields of the entry, as for what comes from a file, a URL or git.</summary>
    public static (string? Name, string? Version) Read(string key, int lockVersion)
    {
        key = WithoutPeers(key);
        if (key.StartsWith("file:", StringComparison.Ordinal))
            return default;
        return lockVersion >= PnpmLock.SnapshotsVersion ? NameAtVersion(key) : Path(key);
    }

    /// <summary>A path whose first part is the registry's host, empty for the usual one.</summary>
    private static (string? Name, string? Version) Path(string key)
    {
        var parts = key.Split('/');
        var nameParts = parts is [_, ['@', ..], ..] ? 2 : 1;
        if (parts.Length < 1 + nameParts)
            return default;
        var name = string.Join('/', parts[1..(1 + nameParts)]);
        if (parts.Length == 1 + nameParts)
            return NameAtVersion(name) is (not null, [>= '0' and <= '9', ..]) read ? read : default;
        var version = parts[1 + nameParts].Split('_')[0];
        return version is [>= '0' and <= '9', ..] ? (name, version) : default;
    }

    private static (string? Name, string? Version) NameAtVersion(string text)
    {
        var at = text.IndexOf('@', text.StartsWith('@') ? 1 : 0);
        return at <= 0 ? default : (text[..at], text[(at + 1)..]);
    }
}
