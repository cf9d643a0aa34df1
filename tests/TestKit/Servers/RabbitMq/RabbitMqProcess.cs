using Cortex.TestKit.Servers.Processes;

namespace Cortex.TestKit.Servers.RabbitMq;

/// <summary>
/// Debian's rabbitmq-server without its service: a node, a name server and a folder of its own, so that several run beside each other
/// and beside the machine's.
/// </summary>
internal sealed class RabbitMqProcess(int port, int managementPort) : IServer
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private const string Program = $"{Programs}/rabbitmq-server";
    private const string Node = "cortex@localhost";

    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-rabbitmq-").FullName;
    private readonly string _namesFolder = Directory.CreateTempSubdirectory("cortex-epmd-").FullName;
    private readonly int _namesPort = FreePort.Take();
    private readonly int _nodePort = FreePort.Take();
    private ServerProcess? _names;
    private ServerProcess? _server;

    public static string? Missing => File.Exists(Program) && Tool.Find("epmd") is not null
        ? null
        : $"no RabbitMQ at {Program}: apt-get install --no-install-recommends rabbitmq-server";

    public bool HasEnded => _server is null or { HasEnded: true };

    public string Log => _server?.Log ?? "";

    public async Task StartAsync()
    {
        // The node would start one by itself, in the background, and leave it there.
        _names ??= await ServerProcess.StartAsync(_namesFolder, NoVariables, Tool.Find("epmd")!, "-port", $"{_namesPort}", "-address", "127.0.0.1");
        var configuration = Path.Combine(_folder, "rabbitmq.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {managementPort}
            default_user = {RabbitMqServer.User}
            default_pass = {RabbitMqServer.Password}
            log.console = true
            log.file = false
            disk_free_limit.absolute = 50MB
            raft.wal_max_size_bytes = 67108864

            """);
        var plugins = Path.Combine(_folder, "enabled_plugins");
        await File.WriteAllTextAsync(plugins, "[rabbitmq_management].\n");
        if (_server is not null)
            await _server.KillAsync();
        _server = await ServerProcess.StartAsync(_folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder,
            ["RABBITMQ_NODENAME"] = Node,
            ["RABBITMQ_DIST_PORT"] = $"{_nodePort}",
            ["ERL_EPMD_PORT"] = $"{_namesPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "none"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            // The script becomes the node instead of waiting for it.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        }, Program);
    }

    /// <summary>rabbitmqctl of this node.</summary>
    public Task ControlAsync(string[] arguments) => Tool.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = _folder, ["ERL_EPMD_PORT"] = $"{_namesPort}", ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "none") },
        [$"{Programs}/rabbitmqctl", "--node", Node, .. arguments]);

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
        if (_names is not null)
            await _names.DisposeAsync();
        foreach (var folder in new[] { _folder, _namesFolder }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private static IReadOnlyDictionary<string, string> NoVariables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
