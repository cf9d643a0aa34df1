using System.Globalization;
using Cortex.Documents.Yaml;

namespace Cortex.Security.ComposeFiles;

/// <summary>Ports that are open to whoever reaches the host.</summary>
internal static class Ports
{
    private static readonly Dictionary<int, string> Inner = new()
    {
        [22] = "SSH",
        [1433] = "SQL Server",
        [1521] = "Oracle",
        [2181] = "ZooKeeper",
        [2375] = "the Docker API",
        [2379] = "etcd",
        [3306] = "MySQL",
        [5432] = "PostgreSQL",
        [5672] = "RabbitMQ",
        [5984] = "CouchDB",
        [6379] = "Redis",
        [7687] = "Neo4j",
        [8086] = "InfluxDB",
        [8123] = "ClickHouse",
        [9042] = "Cassandra",
        [9092] = "Kafka",
        [9200] = "Elasticsearch",
        [11211] = "Memcached",
        [15672] = "RabbitMQ's administration",
        [26257] = "CockroachDB",
        [27017] = "MongoDB",
    };

    private static readonly string[] Administration = ["adminer", "phpmyadmin", "phpmyadmin/phpmyadmin", "dpage/pgadmin4", "mongo-express", "portainer/portainer", "portainer/portainer-ce", "rediscommander/redis-commander", "provectuslabs/kafka-ui"];

    public static void Look(ServiceLook look)
    {
        var administration = look.Service.ImageName is { } image && Administration.Contains(image, StringComparer.Ordinal) ? image : null;
        foreach (var (container, line) in Published(look.Service.Own["ports"], look.Service))
        {
            if ((Inner.GetValueOrDefault(container) ?? administration) is { } what)
                look.Report("published-on-all-interfaces", line, $"Port {container} of {what} is open on all addresses of the host, past its firewall; write \"127.0.0.1:{container}:{container}\", or leave it out and use the project's network.", $"port {container}");
        }
    }

    /// <summary>The container's ports that are bound to no address or to all.</summary>
    public static IEnumerable<(int Container, int Line)> Published(YamlValue? ports, ComposeService service)
    {
        foreach (var port in ports?.Items ?? [])
        {
            var (address, container) = port is YamlMapping ? (service.Text(port["host_ip"]), service.Text(port["target"])) : Short(service.Text(port));
            if (address is null or "" or "0.0.0.0" or "::" or "[::]" && container is not null && int.TryParse(container.Split('/')[0].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return (number, port.Line);
        }
    }

    /// <summary>"[address:][host:]container[/protocol]"; the address may be one of IPv6 in brackets.</summary>
    private static (string? Address, string? Container) Short(string? text)
    {
        if (text is null)
            return (null, null);
        var last = text.LastIndexOf(':');
        if (last < 0)
            return (null, text);
        var before = text[..last];
        var end = before.StartsWith('[') ? before.IndexOf(']', StringComparison.Ordinal) + 1 : before.IndexOf(':', StringComparison.Ordinal);
        return (end > 0 ? before[..end] : null, text[(last + 1)..]);
    }
}
