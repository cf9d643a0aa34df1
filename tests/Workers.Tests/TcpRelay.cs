using System.Net;
using System.Net.Sockets;

namespace Cortex.Workers.Tests;

/// <summary>A way to a server that is open or not: closed, nothing listens at its address and its connections are cut.</summary>
internal sealed class TcpRelay
{
    private readonly Uri _server;
    private readonly int _port;

    public TcpRelay(Uri server)
    {
        _server = server;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        _port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public IDisposable Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        var way = new Way(listener);
        _ = way.AcceptAsync(_server);
        return way;
    }

    private sealed class Way(TcpListener listener) : IDisposable
    {
        private readonly List<TcpClient> _connections = [];

        public async Task AcceptAsync(Uri server)
        {
            try
            {
                while (true)
                {
                    var near = await listener.AcceptTcpClientAsync();
                    var far = new TcpClient();
                    lock (_connections)
                        _connections.AddRange([near, far]);
                    await far.ConnectAsync(server.Host, server.Port);
                    _ = CopyAsync(near, far);
                    _ = CopyAsync(far, near);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Closed.
            }
        }

        public void Dispose()
        {
            listener.Dispose();
            lock (_connections)
                foreach (var connection in _connections)
                    connection.Dispose();
        }

        private static async Task CopyAsync(TcpClient from, TcpClient to)
        {
            try
            {
                await from.GetStream().CopyToAsync(to.GetStream());
                to.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut.
            }
        }
    }
}
