using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cortex.Coordinator.Notifications;

/// <summary>
/// Tells a receiver that Cortex sent this, and when: HMAC-SHA256 of <c>time.body</c> under the shared secret. The time is signed with
/// the body, so that a recorded request is of no use later.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>Value of the header: <c>t=SECONDS,v1=HEX</c>.</summary>
    public static string Of(string secret, string body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }
}
