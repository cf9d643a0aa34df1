using System.Text.Json;

namespace Cortex.Security.Fixing.Relocking.Node;

/// <summary>The options with which npm writes a lockfile the way this one was written.</summary>
internal static class NpmLockStyle
{
    private const int MostBytes = 64 * 1024 * 1024;

    public static IReadOnlyList<string> Of(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return [];
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return [];
            var options = new List<string>();
            if (document.RootElement.TryGetProperty("lockfileVersion", out var version) && version.TryGetInt32(out var number) && number is >= 1 and <= 3)
                options.Add($"--lockfile-version={number}");
            if (document.RootElement.TryGetProperty("packages", out var packages) && packages.ValueKind == JsonValueKind.Object && !packages.EnumerateObject().Any(NamesItsRegistry))
                options.Add("--omit-lockfile-registry-resolved");
            return options;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool NamesItsRegistry(JsonProperty package) =>
        package.Value.ValueKind == JsonValueKind.Object && package.Value.TryGetProperty("resolved", out var resolved) && resolved.ValueKind == JsonValueKind.String
        && resolved.GetString()!.StartsWith("http", StringComparison.Ordinal);
}
