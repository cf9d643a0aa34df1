using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Tests.Notifications;

/// <summary>A web server that is told things. It answers by the test's script, in order, and 204 after that.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script;
    private readonly Channel<Delivery> _heard = Channel.CreateUnbounded<Delivery>();

    private Receiver(WebApplication app, IEnumerable<Func<HttpContext, Task>> script) => (_app, _script) = (app, new(script));

    public Uri Url => new(_app.Urls.First() + "/hooks/T0P-SECRET-PATH");

    public static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    /// <summary>Answers nothing until the caller gives up.</summary>
    public static async Task Silence(HttpContext http)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public static async Task<Receiver> StartAsync(int port = 0, params Func<HttpContext, Task>[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new Receiver(app, script);
        app.Run(receiver.AnswerAsync);
        await app.StartAsync();
        return receiver;
    }

    public async Task<Delivery> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _heard.Reader.ReadAsync(limit.Token);
    }

    public bool HeardNothingMore => !_heard.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var delivery = new Delivery(await body.ReadToEndAsync(), http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), Stopwatch.GetTimestamp());
        await _heard.Writer.WriteAsync(delivery);
        await (_script.TryDequeue(out var answer) ? answer(http) : Status(StatusCodes.Status204NoContent)(http));
    }
}

internal sealed record Delivery(string Body, IReadOnlyDictionary<string, string> Headers, long At)
{
    public string Id => Headers["Cortex-Delivery"];

    public string Try => Headers["Cortex-Try"];
}
