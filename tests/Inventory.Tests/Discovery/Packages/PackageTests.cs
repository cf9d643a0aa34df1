using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Packages;

public sealed class PackageTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_package_has_its_purl_and_the_place_that_pins_it()
    {
        var scan = _checkout
            .With("package.json", """
                { "name": "web",
                  "dependencies": { "lodash": "^4.17.0" } }
                """)
            .With("package-lock.json", """
                { "name": "web", "lockfileVersion": 3, "packages": {
                  "": { "name": "web", "dependencies": { "lodash": "^4.17.0" } },
                  "node_modules/lodash": { "version": "4.17.20" } } }
                """).Scan();

        var package = scan.One(Kinds.Package);
        Assert.Equal("urn:cortex:package:pkg:npm/lodash@4.17.20", package.Urn);
        Assert.Equal("4.17.20", package.Properties["version"]);
        Assert.Equal(["package-lock.json"], package.Places.Select(p => p.Path));
        Assert.All(package.Places, p => Assert.True(p.Direct));
        Assert.Equal(["web > lodash"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void A_range_that_nothing_settles_is_a_package_without_version()
    {
        var scan = _checkout.With("package.json", """{ "name": "web", "devDependencies": { "@types/node": "^20.0.0" } }""").Scan();
        Assert.Equal(["urn:cortex:package:pkg:npm/%40types/node"], scan.Urns(Kinds.Package));
        Assert.Equal("development", Assert.Single(scan.One(Kinds.Package).Places).Scope);
    }

    [Fact]
    public void NuGet_packages_belong_to_their_project()
    {
        var scan = _checkout
            .With("Directory.Packages.props", """
                <Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                <ItemGroup><PackageVersion Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup></Project>
                """)
            .With("src/A/A.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Newtonsoft.Json" /></ItemGroup></Project>""")
            .With("src/B/B.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Newtonsoft.Json" /></ItemGroup></Project>""").Scan();
        Assert.Equal(["urn:cortex:package:pkg:nuget/Newtonsoft.Json@12.0.3"], scan.Urns(Kinds.Package));
        Assert.Equal(["A > Newtonsoft.Json", "B > Newtonsoft.Json"], scan.Edges(Kinds.DependsOn));
    }
}
