using System.Net;
using System.Net.Sockets;

namespace Cortex.Cli.Up;

/// <summary>Ports below the range that a system lends to outgoing connections, so that a process that was killed finds its own free again.</summary>
internal sealed class FreePorts
{
    private const int First = 17_000;
    private const int Last = 19_999;

    private int next = First;

    public int Take()
    {
        while (next <= Last)
        {
            var port = next++;
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {First} to {Last} is free.");
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
