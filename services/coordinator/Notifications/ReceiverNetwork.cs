using System.Net;
using System.Net.Sockets;

namespace Cortex.Coordinator.Notifications;

/// <summary>
/// Where a notification may go, by the address that a name really leads to: nothing link-local, where clouds answer with credentials;
/// without TLS only this machine and private networks.
/// </summary>
internal static class ReceiverNetwork
{
    private static readonly IPNetwork[] _never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
        IPNetwork.Parse("fd00:ec2::/32"),
    ];

    private static readonly IPNetwork[] _private =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
    ];

    /// <summary>Null when it may; otherwise why not.</summary>
    public static string? Refusal(IPAddress address, bool encrypted)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (_never.Any(network => network.Contains(address)))
            return $"{address} is no address of a receiver";
        return encrypted || _private.Any(network => network.Contains(address)) ? null : $"{address} is on a public network: give an https address";
    }

    /// <summary>Connects to the first address of the host that may be used. A proxy is the operator's, and is not judged.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var wanted = context.InitialRequestMessage.RequestUri!;
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stop);
        var isProxy = !host.Equals(wanted.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        var allowed = isProxy ? addresses : [.. addresses.Where(address => Refusal(address, wanted.Scheme == "https") is null)];
        if (allowed.Length == 0)
            throw new ReceiverRefusedException(addresses.Select(address => Refusal(address, wanted.Scheme == "https")).FirstOrDefault() ?? "its name has no address");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>It will not be sent there, however often it is tried.</summary>
internal sealed class ReceiverRefusedException(string reason) : IOException(reason);
