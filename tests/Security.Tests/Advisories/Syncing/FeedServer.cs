using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortex.Security.Tests.Advisories.Syncing;

/// <summary>A web server of other people's archives, on a loopback port, that can be told to misbehave.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FeedServer(WebApplication app) => this.app = app;

    /// <summary>Answers by path; what has none is 404.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Path and the headers that ask for less than all, in the order of the requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public Uri Root => new(app.Urls.First());

    public static async Task<FeedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FeedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A file with an edition, of which a part can be asked for.</summary>
    public void Serve(string path, byte[] content, string etag) => Answers[path] = context => SendAsync(context, content, etag);

    public static async Task SendAsync(HttpContext context, byte[] content, string etag)
    {
        var (request, response) = (context.Request.Headers, context.Response);
        response.Headers.ETag = etag;
        if (request.IfNoneMatch == etag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var from = request.IfRange == etag && request.Range.ToString() is ['b', 'y', 't', 'e', 's', '=', .. var range] ? int.Parse(range.TrimEnd('-')) : 0;
        if (from > 0)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }
        response.ContentLength = content.Length - from;
        await response.Body.WriteAsync(content.AsMemory(from));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        Requests.Enqueue(string.Join(' ', new string?[] { context.Request.Path.Value, headers.IfNoneMatch, headers.Range }.Where(text => text is { Length: > 0 })));
        if (Answers.TryGetValue(context.Request.Path.Value!, out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
