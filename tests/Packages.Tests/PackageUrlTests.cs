namespace Cortex.Packages.Tests;

public class PackageUrlTests
{
    // The examples of the purl specification and its npm and nuget types.
    [Theory]
    [InlineData("npm", "foobar", "12.3.1", "pkg:npm/foobar@12.3.1")]
    [InlineData("npm", "@angular/animation", "12.3.1", "pkg:npm/%40angular/animation@12.3.1")]
    [InlineData("npm", "JSONStream", null, "pkg:npm/JSONStream")]
    [InlineData("nuget", "EnterpriseLibrary.Common", "6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304")]
    [InlineData("NuGet", "Newtonsoft.Json", "13.0.1", "pkg:nuget/Newtonsoft.Json@13.0.1")]
    [InlineData("npm", "a", "1.0.0+build.1", "pkg:npm/a@1.0.0%2Bbuild.1")]
    [InlineData("npm", "a~b_c", "1.0.0-rc.1", "pkg:npm/a~b_c@1.0.0-rc.1")]
    [InlineData("nuget", "Größe", "", "pkg:nuget/Gr%C3%B6%C3%9Fe")]
    [InlineData("golang", "github.com/team/lib", "v1.2.3", "pkg:golang/github.com/team/lib@v1.2.3")]
    [InlineData("composer", "Laravel/Laravel", "5.5.0", "pkg:composer/laravel/laravel@5.5.0")]
    [InlineData("gem", "RedCloth", "4.3.3", "pkg:gem/RedCloth@4.3.3")]
    [InlineData("hex", "Jason", "1.1.2", "pkg:hex/jason@1.1.2")]
    [InlineData("pub", "characters", "1.2.0", "pkg:pub/characters@1.2.0")]
    [InlineData("generic", "a b?#@%", "1:2", "pkg:generic/a%20b%3F%23%40%25@1:2")]
    public void Package_urls_follow_the_specification(string type, string name, string? version, string purl) =>
        Assert.Equal(purl, PackageUrl.Create(type, name, version));
}
