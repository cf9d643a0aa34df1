using Cortex.TestKit.Servers.Processes;

namespace Cortex.TestKit.Servers.Redis;

/// <summary>Debian's redis-server without its service.</summary>
internal sealed class RedisProcess(int port) : IServer
{
    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-redis-").FullName;
    private ServerProcess? _server;

    public static string? Missing => Tool.Find("redis-server") is null ? "no redis-server: apt-get install --no-install-recommends redis-server" : null;

    public bool HasEnded => _server is null or { HasEnded: true };

    public string Log => _server?.Log ?? "";

    public async Task StartAsync()
    {
        if (_server is not null)
            await _server.KillAsync();
        _server = await ServerProcess.StartAsync(_folder, NoVariables, [Tool.Find("redis-server")!, "--port", $"{port}", "--bind", "127.0.0.1", "--dir", _folder,
            .. RedisServer.Settings]);
    }

    public async Task KillAsync()
    {
        if (_server is { } server)
            await server.KillAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
