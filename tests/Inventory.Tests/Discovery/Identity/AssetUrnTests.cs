using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Identity;

public sealed class AssetUrnTests
{
    [Theory]
    [InlineData("docs/a b.yaml", "urn:cortex:workflow:git.example.org%3A7999/x:docs/a%20b.yaml")]
    [InlineData("é:%.yaml", "urn:cortex:workflow:git.example.org%3A7999/x:%C3%A9%3A%25.yaml")]
    public void A_urn_escapes_what_would_end_its_parts(string path, string urn) =>
        Assert.Equal(urn, AssetUrn.Declared(Kinds.Workflow, "git.example.org:7999/x", path));
}
