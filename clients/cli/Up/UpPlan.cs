using System.Security.Cryptography;
using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Up.Servers;
using Cortex.Contracts;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Up;

/// <summary>What <c>cortex up</c> starts: the servers that nobody named, and the services' replicas.</summary>
internal sealed record UpPlan
{
    public required IReadOnlyList<IServer> Servers { get; init; }

    public required IReadOnlyList<ServiceReplica> Replicas { get; init; }

    /// <summary>What every service is told.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required string Token { get; init; }

    public Uri Url => Replicas.First(replica => replica.Service == ServiceNames.Coordinator).Url;

    /// <exception cref="CommandFailure">A server is neither named nor installed, or the port is taken.</exception>
    public static UpPlan Make(Settings settings, IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, string> variables)
    {
        var (data, ports) = (settings.Data, new FreePorts());
        if (settings.Port != 0 && !FreePorts.IsFree(settings.Port))
            throw new CommandFailure(ExitCodes.Failed, $"port {settings.Port} of this machine is taken", "Give another with --port, or none.");
        var secrets = UpSecrets.ReadOrDraw(data);
        var servers = new List<IServer>();
        var told = new Dictionary<string, string>(StringComparer.Ordinal) { ["CORTEX_DATA"] = data.Root, ["CORTEX_TOKEN"] = secrets.Token };
        Use("CORTEX_BROKER", () =>
        {
            var names = ports.Take();
            return [new NameServer(names), new RabbitMqServer(Path.Combine(data.Root, "servers", "rabbitmq"), secrets.RabbitMq, ports.Take(), ports.Take(), names, ports.Take())];
        });
        Use("CORTEX_STORE", () => [new PostgreSqlServer(FolderOfPostgreSql(data), secrets.PostgreSql, ports.Take())]);
        Use("CORTEX_REDIS", () => [new RedisServer(Path.Combine(data.Root, "servers", "redis"), ports.Take())]);
        RequireInstalled(servers);
        return new UpPlan
        {
            Servers = servers,
            Replicas = [.. counts.SelectMany(count => Enumerable.Range(1, count.Value).Select(number => new ServiceReplica(
                count.Key, number, count.Key == ServiceNames.Coordinator && number == 1 && settings.Port != 0 ? settings.Port : ports.Take())))],
            Variables = told,
            Token = secrets.Token,
        };

        void Use(string variable, Func<IServer[]> own)
        {
            if (variables.GetValueOrDefault(variable) is { Length: > 0 } named)
            {
                told[variable] = named;
                return;
            }

            var started = own();
            servers.AddRange(started);
            told[variable] = started[^1].Address;
        }
    }

    private static void RequireInstalled(IReadOnlyList<IServer> servers)
    {
        var missing = servers.Where(server => !server.IsInstalled).Select(server => server.Package).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new CommandFailure(
                ExitCodes.Failed, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not installed",
                $"apt-get install --no-install-recommends {string.Join(' ', missing)}; or name what runs already with CORTEX_BROKER, CORTEX_STORE and CORTEX_REDIS.");
    }

    /// <summary>As root its user must be able to come there, and root's home is closed to it.</summary>
    private static string FolderOfPostgreSql(DataDirectory data) => Environment.IsPrivilegedProcess
        ? Path.Combine("/var/lib/cortex", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Root)))[..12], "postgresql")
        : Path.Combine(data.Root, "servers", "postgresql");
}
