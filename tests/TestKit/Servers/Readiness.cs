using System.Net.Sockets;

namespace Cortex.TestKit.Servers;

/// <summary>Starts a server and asks it until it answers.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task StartAsync(IServer server, Func<CancellationToken, Task<bool>> answers)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(Between);
        await server.StartAsync();
        try
        {
            while (!await AnswersAsync(answers, limit.Token))
            {
                await timer.WaitForNextTickAsync(limit.Token);
                // What a killed server's own children still hold, its successor has to wait for.
                if (server.HasEnded)
                    await server.StartAsync();
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The server does not answer after {Longest}:\n{server.Log}", e);
        }
    }

    private static async Task<bool> AnswersAsync(Func<CancellationToken, Task<bool>> answers, CancellationToken stop)
    {
        try
        {
            return await answers(stop);
        }
        catch (Exception e) when (e is SocketException or IOException or HttpRequestException or InvalidOperationException)
        {
            return false;
        }
    }
}
