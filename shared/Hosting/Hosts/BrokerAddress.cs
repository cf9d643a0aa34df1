namespace Cortex.Hosting.Hosts;

/// <summary>How a broker is named to people.</summary>
internal static class BrokerAddress
{
    private const int DefaultPort = 5672;
    private const int DefaultSecurePort = 5671;

    /// <summary>Without the password, with the port that applies.</summary>
    public static string Shown(Uri broker)
    {
        var port = broker.Port > 0 ? broker.Port : broker.Scheme == "amqps" ? DefaultSecurePort : DefaultPort;
        return $"{broker.Scheme}://{broker.Host}:{port}{broker.AbsolutePath.TrimEnd('/')}";
    }

    public static string User(Uri broker) => broker.UserInfo.Split(':') is [{ Length: > 0 } user, ..] ? Uri.UnescapeDataString(user) : "guest";
}
