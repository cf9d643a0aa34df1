using Xunit;

namespace Cortex.TestKit.Servers;

/// <summary>A fact that needs real servers; where one can be had neither as a container nor from Debian's packages it is skipped and says so.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(params ServerKind[] servers) => Skip = Sources.Missing(servers);
}

/// <inheritdoc cref="ServerFactAttribute"/>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute(params ServerKind[] servers) => Skip = Sources.Missing(servers);
}
