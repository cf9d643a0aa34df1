using System.Net;
using System.Net.Sockets;

namespace Cortex.Cli.Up;

/// <summary>Ports below the range that a system lends to outgoing connections, so that a process that was killed finds its own free again.</summary>
internal sealed class FreePorts
{
    private const int First = 10_000;
    private const int Count = 10_000;

    // Two that start at a time begin somewhere else.
    private int next = Environment.ProcessId * 97 % Count;

    public int Take()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + next;
            next = (next + 1) % Count;
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
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
