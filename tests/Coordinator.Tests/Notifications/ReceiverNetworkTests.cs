using System.Net;
using Cortex.Coordinator.Notifications;

namespace Cortex.Coordinator.Tests.Notifications;

public sealed class ReceiverNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("10.1.2.3", true, true)]
    [InlineData("172.31.255.255", true, true)]
    [InlineData("192.168.1.1", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("fd12::1", true, true)]
    [InlineData("::ffff:10.0.0.1", true, true)]
    [InlineData("172.32.0.1", false, true)]
    [InlineData("93.184.216.34", false, true)]
    [InlineData("2606:2800:220:1::1", false, true)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("::", false, false)]
    public void An_address_may_be_told_in_the_clear_or_only_with_TLS_or_never(string address, bool clear, bool encrypted)
    {
        Assert.Equal(clear, ReceiverNetwork.Refusal(IPAddress.Parse(address), encrypted: false) is null);
        Assert.Equal(encrypted, ReceiverNetwork.Refusal(IPAddress.Parse(address), encrypted: true) is null);
    }
}
