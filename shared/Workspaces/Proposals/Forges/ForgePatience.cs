using System.Globalization;
using System.Net;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>
/// When a host wants to be called again: Retry-After, else the reset time of GitHub (X-RateLimit-Reset), GitLab (RateLimit-Reset) once nothing
/// remains, else a fixed pause for GitHub's secondary limit, which names no time.
/// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
/// </summary>
internal static class ForgePatience
{
    /// <summary>The headers that count, in any of the spellings.</summary>
    public sealed record Headers(string? RetryAfter, string? Remaining, string? Reset)
    {
        public static Headers Of(HttpResponseMessage response) => new(
            First(response, "Retry-After"),
            First(response, "X-RateLimit-Remaining") ?? First(response, "RateLimit-Remaining"),
            First(response, "X-RateLimit-Reset") ?? First(response, "RateLimit-Reset"));

        private static string? First(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
    }

    public static bool IsLimit(HttpStatusCode status, Headers headers, string text) =>
        status == HttpStatusCode.TooManyRequests
        || (status == HttpStatusCode.Forbidden && (headers.RetryAfter is not null || headers.Remaining == "0" || text.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Null where no patience is asked for.</summary>
    public static TimeSpan? PauseFor(HttpStatusCode status, Headers headers, string text, DateTimeOffset now, TimeSpan unnamed)
    {
        if (!IsLimit(status, headers, text) && !(status == HttpStatusCode.ServiceUnavailable && headers.RetryAfter is not null))
            return null;
        if (int.TryParse(headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (DateTimeOffset.TryParse(headers.RetryAfter, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return Positive(at - now);
        if (headers.Remaining == "0" && long.TryParse(headers.Reset, NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && reset < 253_402_300_799)
            return Positive(DateTimeOffset.FromUnixTimeSeconds(reset) - now) + TimeSpan.FromSeconds(1);
        return unnamed;
    }

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
