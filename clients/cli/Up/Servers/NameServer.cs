using System.Net.Sockets;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up.Servers;

/// <summary>Erlang's name server for the node beside it; the node would start one by itself and leave it there.</summary>
internal sealed class NameServer(int port) : IServer
{
    private const string Program = "/usr/bin/epmd";

    public string Name => "epmd";

    public string Package => "rabbitmq-server";

    public bool IsInstalled => File.Exists(Program);

    public string Address => $"127.0.0.1:{port}";

    public string Shown => Address;

    public int StopSignal => ProcessGroup.Kill;

    public Task<ProcessPlan> PrepareAsync(CancellationToken stop) => Task.FromResult(
        new ProcessPlan([Program, "-port", $"{port}", "-address", "127.0.0.1"], new Dictionary<string, string>(StringComparer.Ordinal)));

    public async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
