using System.Net.Sockets;
using Cortex.Workers.Work;

namespace Cortex.Cli.Up.Servers;

/// <summary>A RabbitMQ node with a name server, ports and a folder of its own, so that it runs beside the machine's.</summary>
internal sealed class RabbitMqServer(string folder, string password, int port, int nodePort, int namesPort, int managementPort) : IServer
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string User = "cortex";

    public string Name => "rabbitmq";

    public string Package => "rabbitmq-server";

    public bool IsInstalled => File.Exists(Program);

    public string Address => $"amqp://{User}:{password}@127.0.0.1:{port}/";

    public string Shown => $"amqp://127.0.0.1:{port} (pages at http://127.0.0.1:{managementPort})";

    public int StopSignal => ProcessGroup.Terminate;

    public async Task<ProcessPlan> PrepareAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "rabbitmq.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {managementPort}
            default_user = {User}
            default_pass = {password}
            log.console = true
            log.file = false
            disk_free_limit.absolute = 50MB
            raft.wal_max_size_bytes = 67108864

            """, stop);
        var plugins = Path.Combine(folder, "enabled_plugins");
        await File.WriteAllTextAsync(plugins, "[rabbitmq_management].\n", stop);
        return new ProcessPlan([Program], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = "cortex@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{nodePort}",
            ["ERL_EPMD_PORT"] = $"{namesPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            // The script becomes the node instead of waiting for it.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        });
    }

    /// <summary>It opens its port last.</summary>
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
