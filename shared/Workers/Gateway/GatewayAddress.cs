using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Cortex.Workers.Gateway;

/// <summary>Where workers find this host's gateway. Known once the host listens.</summary>
public sealed class GatewayAddress(IServer server, IOptions<GatewayOptions> options)
{
    public Uri Value
    {
        get
        {
            var address = options.Value.Address is { Length: > 0 } told
                ? told
                : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.Ordinal))
                    ?? throw new InvalidOperationException("The host listens on no HTTP address, so no worker could reach its gateway. Set Workers:Gateway:Address.");
            return new Uri(address.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal));
        }
    }
}
