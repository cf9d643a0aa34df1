using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Tests.Fixing.Relocking;

public sealed class RegistryLookupTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("cortex-home-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public void Addresses_are_passed_on_and_credentials_are_not()
    {
        File.WriteAllText(Path.Combine(home, ".npmrc"), """
            registry=https://user:secret1@registry.example/npm/
            @shop:registry=https://registry.example/shop/
            //registry.example/npm/:_authToken=secret2
            _auth=secret3
            cafile=/etc/ssl/ca.pem
            """);
        Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet"));
        File.WriteAllText(Path.Combine(home, ".nuget", "NuGet", "NuGet.Config"), """
            <configuration>
              <packageSources><add key="shop" value="https://user:secret4@packages.example/v3/index.json" /></packageSources>
              <packageSourceCredentials><shop><add key="ClearTextPassword" value="secret5" /></shop></packageSourceCredentials>
              <apikeys><add key="https://packages.example" value="secret6" /></apikeys>
            </configuration>
            """);
        var settings = RegistryLookup.Of(home, cache: null);
        Assert.Equal(["registry=https://registry.example/npm/", "@shop:registry=https://registry.example/shop/", "cafile=/etc/ssl/ca.pem"], settings.Npm);
        Assert.Contains("https://packages.example/v3/index.json", settings.NuGet, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Join('\n', settings.Npm) + settings.NuGet, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_without_settings_has_none()
    {
        var settings = RegistryLookup.Of(home, cache: null);
        Assert.Empty(settings.Npm);
        Assert.Null(settings.NuGet);
    }
}
