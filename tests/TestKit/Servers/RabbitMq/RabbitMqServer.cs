using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Cortex.TestKit.Servers.Containers;
using Cortex.TestKit.Servers.Processes;
using Testcontainers.RabbitMq;
using Xunit;

namespace Cortex.TestKit.Servers.RabbitMq;

/// <summary>
/// A broker of one's own with its management API. As a class or collection fixture it is shared; <see cref="CreateHostAsync"/> gives each
/// test an empty one of its own. Tests that use it are <see cref="ServerFactAttribute"/>s.
/// </summary>
public sealed class RabbitMqServer : IAsyncLifetime
{
    public const string User = "cortex";
    public const string Password = "cortex";

    internal const string Image = "rabbitmq:3.13-management";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly int _port = FreePort.Take();
    private readonly int _managementPort = FreePort.Take();
    private readonly HttpClient _management;
    private IServer? _server;

    public RabbitMqServer()
    {
        _management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_managementPort}/"), Timeout = TimeSpan.FromSeconds(10) };
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
    }

    public Uri Address => AddressOf("");

    /// <summary>The management API, with credentials.</summary>
    public HttpClient Management => _management;

    public async Task InitializeAsync()
    {
        if (Sources.Of(ServerKind.RabbitMq) is not { Missing: null } source)
            return;
        _server = source.InContainer
            ? new ContainerServer(new RabbitMqBuilder(Image).WithUsername(User).WithPassword(Password)
                .WithPortBinding(_port, 5672).WithPortBinding(_managementPort, 15672).Build())
            : new RabbitMqProcess(_port, _managementPort);
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    public async Task DisposeAsync()
    {
        _management.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public Task KillAsync() => _server!.KillAsync();

    /// <summary>After a kill, or instead of one; ready when it returns.</summary>
    public async Task RestartAsync()
    {
        if (!_server!.HasEnded)
            await _server.KillAsync();
        await Readiness.StartAsync(_server, AnswersAsync);
    }

    /// <summary>An empty virtual host.</summary>
    public async Task<Uri> CreateHostAsync(string name)
    {
        await PutAsync($"api/vhosts/{name}", new { });
        await PutAsync($"api/permissions/{name}/{User}", new { configure = ".*", write = ".*", read = ".*" });
        return AddressOf(name);
    }

    /// <summary>Another user of a virtual host, or a new password of one.</summary>
    public async Task SetUserAsync(string name, string password, string host)
    {
        await PutAsync($"api/users/{name}", new { password, tags = "" });
        await PutAsync($"api/permissions/{host}/{name}", new { configure = ".*", write = ".*", read = ".*" });
    }

    /// <summary>
    /// Makes sure that what was declared outlives a kill. The broker writes its metadata and its registry of quorum queues some seconds behind, and
    /// nothing tells when it has: a queue that is killed in its first moments is gone, or stays and never answers.
    /// </summary>
    public Task SettleAsync() => Task.Delay(Settling, TimeProvider.System);

    /// <summary>Free space below which the broker takes no more messages; its disk is as good as full when there is less.</summary>
    public Task LimitDiskAsync(string free) => ControlAsync("set_disk_free_limit", free);

    private Task ControlAsync(params string[] arguments) => _server switch
    {
        RabbitMqProcess process => process.ControlAsync(arguments),
        ContainerServer container => container.ExecuteAsync(["rabbitmqctl", .. arguments]),
        _ => throw new InvalidOperationException("The broker is not started."),
    };

    private async Task PutAsync(string path, object content)
    {
        using var answer = await _management.PutAsJsonAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }

    private Uri AddressOf(string host) => new($"amqp://{User}:{Password}@127.0.0.1:{_port}/{host}");

    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        using (var broker = new TcpClient())
        {
            await broker.ConnectAsync("127.0.0.1", _port, stop);
            await broker.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), stop);
            if (await broker.GetStream().ReadAsync(new byte[1], stop) == 0)
                return false;
        }

        using var answer = await _management.GetAsync("api/health/checks/virtual-hosts", stop);
        return answer.IsSuccessStatusCode;
    }
}
