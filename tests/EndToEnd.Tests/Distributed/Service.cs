using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Cortex.TestKit.Servers.Processes;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>One service as a process of its own, with data of its own.</summary>
internal sealed class Service(Process process, Folder folder, Uri url) : IAsyncDisposable
{
    public const string Token = "token-of-the-api";

    private readonly HttpClient http = new() { BaseAddress = url };
    private readonly Task<string> words = process.StandardError.ReadToEndAsync();

    public Uri Url => url;

    /// <summary>Listens on the loopback address; with host names on all addresses, and is called by the first of them.</summary>
    public static Service Start(string service, string broker, string store, string? hostNames = null, string? gateway = null)
    {
        var folder = new Folder();
        var port = FreePort.Take();
        var program = Directory.EnumerateFiles(AppContext.BaseDirectory, "Cortex.*").Single(file => file.EndsWith("Cortex." + service, StringComparison.OrdinalIgnoreCase));
        var start = new ProcessStartInfo(program, ["serve", "--url", $"http://{(hostNames is null ? "127.0.0.1" : "0.0.0.0")}:{port}", "--data", folder["data"], "--replica", service, "--token", Token])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment["CORTEX_BROKER"] = broker;
        start.Environment["CORTEX_STORE"] = store;
        start.Environment["CORTEX_HOST_NAMES"] = hostNames;
        start.Environment["CORTEX_Workers__Gateway__Address"] = gateway;
        return new Service(Process.Start(start)!, folder, new Uri($"http://{hostNames?.Split(',')[0] ?? "127.0.0.1"}:{port}"));
    }

    public async Task<(HttpStatusCode? Status, string Text)> GetAsync(string path)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            using var answer = await http.SendAsync(request);
            return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal));
        }
        catch (HttpRequestException)
        {
            Assert.False(process.HasExited, "the service has ended");
            return (null, "");
        }
    }

    public async Task<(int ExitCode, string Words)> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            kill.WaitForExit();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await words);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        http.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
