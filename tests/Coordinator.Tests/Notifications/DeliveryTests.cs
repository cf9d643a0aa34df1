using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Cortex.Coordinator.Notifications;

namespace Cortex.Coordinator.Tests.Notifications;

/// <summary>Telling a real web server, in its good and its bad moods.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-webhooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_receiver_is_told_once_and_can_check_who_tells()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)));

        var heard = await receiver.NextAsync();
        await telling.UntilAsync("news", "done");
        await telling.RecordAsync("news");

        Assert.Equal("""{"subject":"news"}""", heard.Body);
        Assert.Equal(("completed", "1", "application/json; charset=utf-8"), (heard.Headers["Cortex-Event"], heard.Try, heard.Headers["Content-Type"]));
        Assert.StartsWith("Cortex/", heard.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.True(IsSigned(heard, Telling.Secret));
        Assert.False(IsSigned(heard, "another secret of theirs"));
        Assert.False(IsSigned(heard with { Body = heard.Body + " " }, Telling.Secret));
        Assert.True(receiver.HeardNothingMore);
        Assert.DoesNotContain("T0P-SECRET-PATH", telling.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Telling.Secret, telling.Said, StringComparison.Ordinal);
        await telling.UntilSaidAsync("ops was told of completed");
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url, secret: null)));

        Assert.DoesNotContain("Cortex-Signature", (await receiver.NextAsync()).Headers.Keys);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_told_again_by_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync(0, Receiver.Status(500), Receiver.Status(503));
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)));

        Delivery[] heard = [await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync()];
        await telling.UntilAsync("news", "done");

        Assert.Equal(["1", "2", "3"], heard.Select(delivery => delivery.Try));
        Assert.Single(heard.Select(delivery => (delivery.Id, delivery.Body)).Distinct());
        Assert.All(heard, delivery => Assert.True(IsSigned(delivery, Telling.Secret)));
        Assert.True(heard[2].At - heard[1].At > heard[1].At - heard[0].At, "the waits do not grow");
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        await using var receiver = await Receiver.StartAsync(0, Receiver.Status(429, ("Retry-After", "2")));
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)));

        var first = await receiver.NextAsync();
        var second = await receiver.NextAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(first.At, second.At).TotalSeconds, 1.9, 20);
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_nobody_else()
    {
        await using var slow = await Receiver.StartAsync(0, Receiver.Silence);
        await using var quick = await Receiver.StartAsync();
        await using var telling = await StartAsync("slow news", Telling.To(Telling.Hook(slow.Url, "slow"), Telling.Hook(quick.Url, "quick")) with { Timeout = TimeSpan.FromMinutes(1) }, "slow");
        await slow.NextAsync();

        await telling.RecordAsync("quick news", "quick");
        await telling.UntilAsync("quick news", "done");

        Assert.StartsWith("pending", telling.StateOf("slow news"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_receiver_is_tried_again_after_the_time_out()
    {
        await using var receiver = await Receiver.StartAsync(0, Receiver.Silence);
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)) with { Timeout = TimeSpan.FromMilliseconds(300) });

        await receiver.NextAsync();
        Assert.Equal("2", (await receiver.NextAsync()).Try);
        await telling.UntilAsync("news", "done");
        await telling.UntilSaidAsync("did not answer within 0.3 seconds");
    }

    [Fact]
    public async Task What_happened_while_the_receiver_was_away_is_told_later_also_by_another_process()
    {
        var port = FreePort();
        var url = new Uri($"http://127.0.0.1:{port}/hooks/T0P-SECRET-PATH");
        var options = Telling.To(Telling.Hook(url)) with { MostTries = 50 };
        await using (var first = await StartAsync("news", options))
        {
            await first.UntilAsync("news", "pending: Connection refused");
            Assert.DoesNotContain("T0P-SECRET-PATH", first.Said, StringComparison.Ordinal);
        }

        await using var receiver = await Receiver.StartAsync(port);
        await using var second = await Telling.StartAsync(_folder, options);
        Assert.Equal("""{"subject":"news"}""", (await receiver.NextAsync()).Body);
        await second.UntilAsync("news", "done");
    }

    [Fact]
    public async Task After_the_last_try_it_is_parked_and_said()
    {
        await using var receiver = await Receiver.StartAsync(0, Receiver.Status(500), Receiver.Status(502));
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)) with { MostTries = 2 });

        await telling.UntilAsync("news", "parked: it answered 502");
        await telling.UntilSaidAsync("Error: ops was not told of completed");
        await receiver.NextAsync();
        await receiver.NextAsync();
        Assert.True(receiver.HeardNothingMore);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_refusal_is_final(int status)
    {
        await using var receiver = await Receiver.StartAsync(0, Receiver.Status(status));
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)));

        await telling.UntilAsync("news", $"parked: it answered {status}");
        await receiver.NextAsync();
        Assert.True(receiver.HeardNothingMore);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync(0, Receiver.Status(307, ("Location", elsewhere.Url.ToString())));
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(receiver.Url)));

        await telling.UntilAsync("news", "parked: it answered 307, a redirect");
        Assert.True(elsewhere.HeardNothingMore);
    }

    [Fact]
    public async Task A_name_that_leads_to_credentials_of_a_cloud_is_never_asked()
    {
        await using var telling = await StartAsync("news", Telling.To(Telling.Hook(new Uri("http://169.254.169.254/latest"))));
        await telling.UntilAsync("news", "parked: 169.254.169.254 is no address of a receiver");
    }

    [Fact]
    public async Task Whom_the_settings_do_not_name_any_more_is_not_told()
    {
        await using (var before = await Telling.StartAsync(_folder, new NotificationOptions()))
            await before.RecordAsync("news", "gone");

        await using var telling = await Telling.StartAsync(_folder, new NotificationOptions());
        await telling.UntilAsync("news", "parked: There is no such webhook");
        await telling.UntilSaidAsync("1 notifications wait for the webhook gone");
    }

    private async Task<Telling> StartAsync(string subject, NotificationOptions options, string webhook = "ops")
    {
        var telling = await Telling.StartAsync(_folder, options);
        await telling.RecordAsync(subject, webhook);
        return telling;
    }

    private static bool IsSigned(Delivery delivery, string secret)
    {
        var parts = delivery.Headers["Cortex-Signature"].Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var age = DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(parts["t"], CultureInfo.InvariantCulture)) - TimeProvider.System.GetUtcNow();
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return age.Duration() < TimeSpan.FromMinutes(5) && Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{parts["t"]}.{delivery.Body}"))).Equals(parts["v1"], StringComparison.OrdinalIgnoreCase);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
