using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>
/// Whether a tool failed because something could not be had from a registry, and not because of the change: the tools' own codes for a package or
/// version that is not there, an address that does not answer, an answer that is "no".
/// </summary>
internal static class Unavailable
{
    private static readonly string[] Signs =
    [
        "NU1101", "NU1102", "NU1103", "NU1301", "NU1302", "NU1303", "NU5036",
        "E401", "E403", "E404", "ETARGET", "ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ERR_SOCKET_TIMEOUT", "SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER",
        "ERR_PNPM_NO_MATCHING_VERSION", "ERR_PNPM_FETCH", "ERR_PNPM_META_FETCH_FAIL", "Couldn't find any versions for",
        "failed to download", "failed to fetch", "Could not resolve host", "Could not transfer artifact", "Could not find artifact", "no matching package named", "spurious network error",
        "No matching distribution found", "Could not find a version that satisfies", "Could not find gem", "Could not reach host", "Could not fetch specs", "Network error while fetching", "unknown revision", "dial tcp", "Temporary failure in name resolution",
        "Connection refused", "Connection timed out", "Could not resolve dependencies", "could not be found in any of the sources",
    ];

    public static bool Is(ToolResult result) => result.Ended is null ? Sign(result) is not null : result.Ended.StartsWith("did not end", StringComparison.Ordinal);

    /// <summary>The line that says so, with the command; the command alone where none does.</summary>
    public static string Why(ToolResult result)
    {
        if (result.Ended is not null)
            return result.Text();
        if (Sign(result) is not { } sign)
            return result.FirstError() is { Length: > 0 } error ? $"{result.Text()}: {error}" : result.Text();
        var line = result.Output.Split('\n').First(line => line.Contains(sign, StringComparison.Ordinal)).Trim();
        return $"{result.Command.Text()}: {(line.Length > 260 ? line[..260] + "…" : line)}";
    }

    private static string? Sign(ToolResult result) => Array.Find(Signs, sign => result.Output.Contains(sign, StringComparison.Ordinal));
}
