using System.Net;
using System.Net.Sockets;
using Cortex.Cli.Client;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Tests.Hosts;

public sealed class CoordinatorClientTests
{
    [Fact]
    public async Task A_host_that_takes_a_request_and_says_nothing_does_not_answer_and_nobody_canceled()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        using var client = new CoordinatorClient(new Uri($"http://{host.LocalEndpoint}/"), null, TimeSpan.FromMilliseconds(200));

        var silence = await Assert.ThrowsAsync<HttpRequestException>(() => client.ListAsync(default));

        Assert.Equal($"http://{host.LocalEndpoint} has not answered within 0.2 s", silence.Message);
        Assert.Equal(ExitCodes.Failed, FailureText.Of(silence).ExitCode);
    }

    [Fact]
    public async Task Whoever_cancels_a_request_has_canceled_it()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        using var client = new CoordinatorClient(new Uri($"http://{host.LocalEndpoint}/"), null);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListAsync(stop.Token));

        Assert.Equal(ExitCodes.Canceled, FailureText.Of(canceled).ExitCode);
    }
}
