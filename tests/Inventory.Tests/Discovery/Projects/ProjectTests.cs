using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Projects;

namespace Cortex.Inventory.Tests.Discovery.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void DotNet_projects_know_their_framework_their_references_and_whether_they_test()
    {
        var scan = _checkout
            .With("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .With("src/Shop/Shop.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""")
            .With("tests/Shop.Tests/Shop.Tests.csproj", """
                <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>net8.0;net10.0</TargetFrameworks></PropertyGroup>
                <ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" /><ProjectReference Include="..\..\src\Shop\Shop.csproj" /></ItemGroup></Project>
                """).Scan();
        Assert.Equal(["Shop", "Shop.Tests"], scan.Names(Kinds.Project));
        var (shop, tests) = (scan.Assets.Single(a => a is { Kind: Kinds.Project, Name: "Shop" }), scan.Assets.Single(a => a is { Kind: Kinds.Project, Name: "Shop.Tests" }));
        Assert.Equal("net10.0", shop.Properties["targetFrameworks"]);
        Assert.False(shop.Properties.ContainsKey("test"));
        Assert.Equal("true", tests.Properties["test"]);
        Assert.Equal("net8.0;net10.0", tests.Properties["targetFrameworks"]);
        Assert.Contains("Shop.Tests > Shop", scan.Edges(Kinds.DependsOn));
        Assert.Contains("Shop.Tests > Microsoft.NET.Test.Sdk", scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void A_workspace_contains_its_members()
    {
        var scan = _checkout
            .With("package.json", """{ "name": "root", "private": true, "workspaces": { "packages": ["packages/*", "!packages/old"] } }""")
            .With("packages/ui/package.json", """{ "name": "@acme/ui", "version": "1.0.0", "scripts": { "test": "node --test" } }""")
            .With("packages/app/package.json", """{ "name": "app", "dependencies": { "@acme/ui": "*" } }""")
            .With("packages/old/package.json", """{ "name": "old" }""")
            .With("packages/app/esm/package.json", """{ "type": "module" }""").Scan();
        Assert.Equal(["@acme/ui", "app", "old", "root"], scan.Names(Kinds.Project).Order(StringComparer.Ordinal));
        Assert.Equal(["root > @acme/ui", "root > app"], scan.Edges(Kinds.Contains).Where(e => e.StartsWith("root", StringComparison.Ordinal)));
        Assert.Contains("app > @acme/ui", scan.Edges(Kinds.DependsOn));
        Assert.Equal("node --test", scan.Assets.Single(a => a is { Name: "@acme/ui", Kind: Kinds.Project }).Properties["testCommand"]);
    }

    [Theory]
    [InlineData("packages/*", "packages/a", true)]
    [InlineData("packages/*", "packages/a/b", false)]
    [InlineData("./packages/**", "packages/a/b", true)]
    [InlineData("apps/web", "apps/web", true)]
    [InlineData("packages/a-*", "packages/b-c", false)]
    public void Workspace_patterns_go_by_folder(string pattern, string folder, bool matches) => Assert.Equal(matches, FolderPattern.Matches(pattern, folder));
}
