using Cortex.TestKit.Servers.Containers;
using Cortex.TestKit.Servers.Postgres;
using Cortex.TestKit.Servers.RabbitMq;
using Cortex.TestKit.Servers.Redis;

namespace Cortex.TestKit.Servers;

/// <summary>Where this machine gets its servers from: a container engine that has or can pull the image, else Debian's packages, else nowhere.</summary>
internal static class Sources
{
    private static readonly Dictionary<ServerKind, Lazy<Source>> Found = new()
    {
        [ServerKind.RabbitMq] = new(() => Look(RabbitMqServer.Image, RabbitMqProcess.Missing)),
        [ServerKind.Postgres] = new(() => Look(PostgresServer.Image, PostgresProcess.Missing)),
        [ServerKind.Redis] = new(() => Look(RedisServer.Image, RedisProcess.Missing)),
    };

    /// <summary>Null when this machine has all of them.</summary>
    public static string? Missing(IEnumerable<ServerKind> servers) => servers.Select(server => Of(server).Missing).FirstOrDefault(reason => reason is not null);

    public static Source Of(ServerKind server) => Found[server].Value;

    private static Source Look(string image, string? noPackage)
    {
        if (ContainerEngine.Missing(image) is not { } noContainer)
            return new Source(InContainer: true, Missing: null);
        return new Source(InContainer: false, noPackage is null ? null : $"{noPackage}, {noContainer}");
    }
}

/// <param name="Missing">Why there is no such server; null when there is.</param>
internal sealed record Source(bool InContainer, string? Missing);
