using Cortex.Cli.Commanding;
using Cortex.Cli.Up;
using Cortex.Contracts;

namespace Cortex.Cli.Tests.Up;

public sealed class ReplicaCountsTests
{
    [Fact]
    public void Each_service_is_one_process_unless_it_is_said_otherwise()
    {
        var counts = ReplicaCounts.Read(["coordinator=2,security=3", "testing=1"]);

        Assert.Equal(ServiceNames.All.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2, 3, 1, 1), (counts[ServiceNames.Coordinator], counts[ServiceNames.Security], counts[ServiceNames.Testing], counts[ServiceNames.Inventory]));
    }

    [Theory]
    [InlineData("security", "is no number of replicas")]
    [InlineData("security=0", "is no number of replicas")]
    [InlineData("security=many", "is no number of replicas")]
    [InlineData("security=17", "is no number of replicas")]
    [InlineData("secruity=2", "there is no service 'secruity'")]
    public void What_cannot_be_meant_is_said(string given, string words)
    {
        var refused = Assert.Throws<CommandFailure>(() => ReplicaCounts.Read([given]));

        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Advice);
    }
}
