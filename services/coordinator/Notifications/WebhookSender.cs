using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Reflection;
using System.Text;

namespace Cortex.Coordinator.Notifications;

/// <summary>What one try came to. <see cref="Problem"/> is null when it was taken.</summary>
internal sealed record SendResult(string? Problem, bool IsFinal = false, TimeSpan? RetryAfter = null);

/// <summary>One try: POST, with the signature of this moment. Any 2xx is "taken"; its body is not read. Redirects are not followed.</summary>
internal sealed class WebhookSender(NotificationOptions options, TimeProvider time) : IDisposable
{
    public const string EventHeader = "Cortex-Event";
    public const string DeliveryHeader = "Cortex-Delivery";
    public const string TryHeader = "Cortex-Try";
    public const string SignatureHeader = "Cortex-Signature";

    private static readonly string _agent = "Cortex/" + (typeof(WebhookSender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = ReceiverNetwork.ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<SendResult> SendAsync(Webhook webhook, NotificationRow row, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var request = Request(webhook, row);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (HttpRequestException e) when (e.GetBaseException() is ReceiverRefusedException refused)
        {
            return new SendResult(refused.Message, IsFinal: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendResult(e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SendResult(string.Create(CultureInfo.InvariantCulture, $"it did not answer within {options.Timeout.TotalSeconds:0.#} seconds"));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Webhook webhook, NotificationRow row)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(row.Body, Encoding.UTF8, MediaTypeNames.Application.Json) };
        request.Headers.UserAgent.ParseAdd(_agent);
        request.Headers.Add(EventHeader, row.Event);
        request.Headers.Add(DeliveryHeader, row.Id.ToString("D"));
        request.Headers.Add(TryHeader, (row.Tries + 1).ToString(CultureInfo.InvariantCulture));
        if (webhook.Secret is { } secret)
            request.Headers.Add(SignatureHeader, WebhookSignature.Of(secret, row.Body, time.GetUtcNow()));
        return request;
    }

    private SendResult Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var problem = $"it answered {status}";
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new SendResult(null),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 => new SendResult(problem, RetryAfter: After(response)),
            _ when status is >= 300 and < 400 => new SendResult($"{problem}, a redirect, and those are not followed: give the address it leads to", IsFinal: true),
            _ when status is >= 400 and < 500 => new SendResult(problem, IsFinal: true),
            _ => new SendResult(problem, RetryAfter: After(response)),
        };
    }

    private TimeSpan? After(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null) : null;
}
