using System.Net.Sockets;
using System.Text;
using Cortex.TestKit.Servers.Containers;
using Cortex.TestKit.Servers.Processes;
using Testcontainers.Redis;
using Xunit;

namespace Cortex.TestKit.Servers.Redis;

/// <summary>A Redis of one's own that writes down what it is told. Tests that use it are <see cref="ServerFactAttribute"/>s.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    public const string Password = "cortex";

    internal const string Image = "redis:7";

    private readonly int _port = FreePort.Take();
    private IServer? _server;

    /// <summary>As StackExchange.Redis takes it.</summary>
    public string Connection => $"127.0.0.1:{_port},password={Password}";

    public int Port => _port;

    internal static string[] Settings { get; } = ["--daemonize", "no", "--requirepass", Password, "--appendonly", "yes", "--save", ""];

    public async Task InitializeAsync()
    {
        if (Sources.Of(ServerKind.Redis) is not { Missing: null } source)
            return;
        _server = source.InContainer
            ? new ContainerServer(new RedisBuilder(Image).WithCommand(["redis-server", .. Settings]).WithPortBinding(_port, 6379).Build())
            : new RedisProcess(_port);
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public Task KillAsync() => _server!.KillAsync();

    /// <summary>After a kill, or instead of one; ready when it returns.</summary>
    public async Task RestartAsync()
    {
        if (!_server!.HasEnded)
            await _server.KillAsync();
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        using var redis = new TcpClient();
        await redis.ConnectAsync("127.0.0.1", _port, stop);
        await redis.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\nQUIT\r\n"), stop);
        using var answer = new StreamReader(redis.GetStream());
        return (await answer.ReadToEndAsync(stop)).Contains("+PONG", StringComparison.Ordinal);
    }
}
