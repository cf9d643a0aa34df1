using Cortex.Cli.Up;
using Cortex.Cli.Up.Servers;
using Cortex.Hosting.Data;

namespace Cortex.Benchmarks.Distributed;

/// <summary>A new and empty RabbitMQ, PostgreSQL and Redis of this machine's packages, set as <c>cortex up</c> sets them: what is confirmed or committed is on disk.</summary>
internal sealed class OwnServers : IAsyncDisposable
{
    private readonly DataDirectory _data;
    private readonly Supervisor _supervisor;
    private readonly RabbitMqServer _broker;
    private readonly PostgreSqlServer _store;
    private readonly RedisServer _redis;

    // PostgreSQL's own user must be able to come to its folder.
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-bench-postgresql-").FullName;

    private OwnServers(string folder)
    {
        _data = new DataDirectory(Directory.CreateDirectory(folder).FullName);
        var (ports, secrets) = (new FreePorts(), UpSecrets.ReadOrDraw(_data));
        var names = ports.Take();
        _broker = new RabbitMqServer(Path.Combine(folder, "rabbitmq"), secrets.RabbitMq, ports.Take(), ports.Take(), names, ports.Take());
        _store = new PostgreSqlServer(_folder, secrets.PostgreSql, ports.Take());
        _redis = new RedisServer(Path.Combine(folder, "redis"), ports.Take());
        IServer[] servers = [new NameServer(names), _broker, _store, _redis];
        if (servers.FirstOrDefault(server => !server.IsInstalled) is { } missing)
            throw new InvalidOperationException($"{missing.Name} is not here: apt-get install --no-install-recommends {missing.Package}");
        var plan = new UpPlan { Servers = servers, Replicas = [], Variables = new Dictionary<string, string>(StringComparer.Ordinal), Token = secrets.Token };
        _supervisor = new Supervisor(plan, _data, Console.Error, TimeProvider.System);
    }

    public static async Task<OwnServers> StartAsync(string folder)
    {
        var servers = new OwnServers(folder);
        try
        {
            await servers._supervisor.StartAsync(CancellationToken.None);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public Arrangement Serve(Arrangement arrangement) => arrangement with
    {
        Broker = new Uri(_broker.Address),
        PostgreSql = _store.Address,
        Redis = _redis.Address,
        Servers = UpFile.Read(_data)!.Processes.Where(process => process.Name != "epmd").ToDictionary(process => process.Name, process => process.Id, StringComparer.Ordinal),
    };

    public async ValueTask DisposeAsync()
    {
        await _supervisor.StopAsync();
        _supervisor.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
