using System.Net;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories.Syncing;

/// <summary>What a server's answer means.</summary>
internal static class FeedAnswer
{
    public static FeedEdition Edition(HttpResponseMessage response) =>
        new(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified?.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    /// <exception cref="FeedException">It will not come.</exception>
    /// <exception cref="PassingFaultException">It may come another time.</exception>
    public static void Check(Uri address, HttpResponseMessage response, PartialFile file, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.PartialContent:
                // Proxies and sign-in pages answer with a page of their own.
                if (response.Content.Headers.ContentType?.MediaType is "text/html")
                    throw new FeedException($"{address} answers with a web page and not with the file. Check the address, and whether a proxy asks to sign in.");
                return;
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw new FeedException($"{address} does not exist (status {status}). Check the address and the ecosystem's spelling.") { IsMissing = true };
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                file.Delete();
                throw new PassingFaultException("what had arrived does not fit the file any more and is fetched anew");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new PassingFaultException($"the server answers with status {status}", RetryAfter(response, now));
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                throw new FeedException($"{address} redirects in a circle, too often, or from https to http (to {response.Headers.Location}). Name the final address.");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired:
                throw new FeedException($"{address} does not let us in (status {status}). Check the address and the proxy's credentials.");
            default:
                throw new FeedException($"{address} answers with status {status}. Check the address.");
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };
}
