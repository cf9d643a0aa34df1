using System.Net;
using System.Net.Sockets;

namespace Cortex.TestKit.Servers.Processes;

/// <summary>Ports below the range that a system lends to outgoing connections, so that a server that was killed finds its own free again.</summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static readonly Lock Gate = new();

    // Test projects run at the same time: each begins somewhere else.
    private static int _next = Environment.ProcessId * 97 % Count;

    public static int Take()
    {
        lock (Gate)
        {
            for (var tried = 0; tried < Count; tried++)
            {
                var port = First + _next;
                _next = (_next + 1) % Count;
                if (IsFree(port))
                    return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
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
