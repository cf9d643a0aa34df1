using System.Net.Sockets;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up.Servers;

/// <summary>A Redis that keeps nothing on disk: whatever is in it can be lost.</summary>
internal sealed class RedisServer(string folder, int port) : IServer
{
    private const string Program = "/usr/bin/redis-server";

    public string Name => "redis";

    public string Package => "redis-server";

    public bool IsInstalled => File.Exists(Program);

    public string Address => $"127.0.0.1:{port}";

    public string Shown => Address;

    public int StopSignal => ProcessGroup.Terminate;

    public Task<ProcessPlan> PrepareAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        return Task.FromResult(new ProcessPlan(
            [Program, "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru"],
            new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    public async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, stop);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), stop);
            var answer = new byte[7];
            return await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, stop) == answer.Length && answer[0] == (byte)'+';
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
