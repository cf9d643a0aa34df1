using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Gateway;

/// <summary>Where workers, and hosts on other machines, find this one. Known once the host listens.</summary>
public sealed class GatewayAddress(IServer server, IOptions<GatewayOptions> options)
{
    private static readonly string[] AllAddresses = ["[::]", "0.0.0.0", "*", "+"];

    /// <summary>For workers, which are processes of this machine.</summary>
    public Uri Value => On("127.0.0.1");

    /// <summary>For hosts on other machines, to whom a loopback address would be their own.</summary>
    public Uri ForOthers => On(options.Value.HostName is { Length: > 0 } name ? name : "127.0.0.1");

    /// <summary>Who listens on all addresses is called by <paramref name="name"/>, everyone else as it is.</summary>
    private Uri On(string name)
    {
        var address = options.Value.Address is { Length: > 0 } told
            ? told
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.Ordinal))
                ?? throw new InvalidOperationException("The host listens on no HTTP address, so no worker could reach its gateway. Set Workers:Gateway:Address.");
        return new Uri(AllAddresses.Aggregate(address, (text, all) => text.Replace("//" + all, "//" + name, StringComparison.Ordinal)));
    }
}
