using System.Net;
using System.Security.Authentication;
using Cortex.Security.Advisories.Syncing;

namespace Cortex.Security.Tests.Advisories.Syncing;

public class FeedFaultsTests
{
    private static readonly Uri Address = new("https://example.org/npm/all.zip");

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "is not known")]
    [InlineData(HttpRequestError.SecureConnectionError, "certificates")]
    [InlineData(HttpRequestError.ProxyTunnelError, "HTTPS_PROXY")]
    public void What_will_not_pass_is_told_with_what_to_do(HttpRequestError error, string advice) =>
        Assert.Contains(advice, Assert.IsType<FeedException>(FeedFaults.Of(Address, Fault(error))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refused_connection_may_pass() =>
        Assert.IsType<PassingFaultException>(FeedFaults.Of(Address, Fault(HttpRequestError.ConnectionError)));

    [Fact]
    public void A_full_disk_is_named() =>
        Assert.StartsWith("No space is left for /data/x", FeedFaults.OfDisk("/data/x", new IOException("x", 28)).Message, StringComparison.Ordinal);

    private static HttpRequestException Fault(HttpRequestError error) => new(error, "failed", new AuthenticationException("the chain ends at nobody we know"), HttpStatusCode.OK);
}
