using System.Net.Http.Headers;
using Payments.Core;

namespace Payments.Service;

/// <summary>The payment provider's API.</summary>
public sealed class Provider(HttpClient client, string key)
{
    public static HttpRequestMessage Charge(Payment payment, string key) => new(HttpMethod.Post, "v1/charges")
    {
        Headers =
        {
            { "Idempotency-Key", payment.Id },
            { "Authorization", new AuthenticationHeaderValue("Bearer", key).ToString() },
        },
        Content = JsonContent.Create(new { amount = payment.Amount.Minor, currency = payment.Amount.Currency, reference = payment.Order }),
    };

    public async Task ChargeAsync(Payment payment, CancellationToken stop)
    {
        using var answer = await client.SendAsync(Charge(payment, key), stop);
        answer.EnsureSuccessStatusCode();
    }
}
