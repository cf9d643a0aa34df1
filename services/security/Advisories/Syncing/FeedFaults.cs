namespace Cortex.Security.Advisories.Syncing;

/// <summary>Why nothing came, in words that say what to do.</summary>
internal static class FeedFaults
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    public static Exception Of(Uri address, HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError =>
            new FeedException($"The host '{address.Host}' is not known. Check the address and the network; a proxy is taken from HTTPS_PROXY.", fault),
        HttpRequestError.SecureConnectionError =>
            new FeedException($"No trusted connection to '{address.Host}': {Innermost(fault)}. Check the clock and the certificates; SSL_CERT_FILE names further authorities.", fault),
        HttpRequestError.ProxyTunnelError =>
            new FeedException($"The proxy does not connect to '{address.Host}': {Innermost(fault)}. Check HTTPS_PROXY and NO_PROXY.", fault),
        _ => new PassingFaultException($"no connection to '{address.Host}' ({Innermost(fault)})", null, fault),
    };

    public static FeedException OfDisk(string path, Exception fault) => fault.HResult is NoSpaceOnUnix or NoSpaceOnWindows
        ? new($"No space is left for {path}. Free some; what has arrived is kept.", fault)
        : new($"{path} cannot be written: {fault.Message}", fault);

    private static string Innermost(Exception fault)
    {
        while (fault.InnerException is { } inner)
            fault = inner;
        return fault.Message.TrimEnd('.');
    }
}
