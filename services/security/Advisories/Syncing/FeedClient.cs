using System.Net;
using System.Net.Http.Headers;

namespace Cortex.Security.Advisories.Syncing;

internal static class FeedClient
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(20);

    /// <summary>The proxy is what HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say. Bytes are taken as they come, so that they can be counted and continued.</summary>
    public static HttpClient Create()
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            MaxAutomaticRedirections = MostRedirects,
            ConnectTimeout = ConnectWithin,
        })
        {
            // Silence is timed, not the whole: an archive may be large and the line slow.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("cortex", null));
        return http;
    }
}
