using System.Net;
using System.Text.Json;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>What the three APIs have alike.</summary>
internal static class ForgePath
{
    /// <summary>owner/name with each part escaped.</summary>
    public static string Escaped(string repository) => string.Join('/', repository.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Null for 404.</summary>
    public static async Task<JsonElement?> FindAsync(ForgeHttp http, string path, CancellationToken stop)
    {
        try
        {
            return await http.GetAsync(path, stop);
        }
        catch (ForgeException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A proposal without its labels or reviewers is still one.</summary>
    public static async Task TryAsync(List<string> notes, string what, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ForgeException e)
        {
            notes.Add($"Its {what} were not set: {e.Message}");
        }
    }

    /// <summary>Names of users, and the last part of @organisation/team.</summary>
    public static (string[] Users, string[] Teams) Split(IReadOnlyList<string> reviewers) => (
        [.. reviewers.Where(r => r.StartsWith('@') && !r.Contains('/', StringComparison.Ordinal)).Select(r => r[1..])],
        [.. reviewers.Where(r => r.StartsWith('@') && r.Contains('/', StringComparison.Ordinal)).Select(r => r[(r.LastIndexOf('/') + 1)..])]);
}
