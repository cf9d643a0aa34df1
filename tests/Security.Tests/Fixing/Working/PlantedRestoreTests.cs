using Cortex.Contracts.Findings;

namespace Cortex.Security.Tests.Fixing.Working;

/// <summary>Fixed versions that NuGet does not have, made up for the test: one that it silently replaces, one that it cannot.</summary>
public sealed class PlantedRestoreTests : IDisposable
{
    private readonly FixRoom room = new();

    public void Dispose() => room.Dispose();

    [RegistryFact("dotnet")]
    public async Task A_restore_that_silently_takes_another_version_is_rejected_by_name()
    {
        var change = await FixAsync("12.0.4");
        Assert.Equal(VerificationStatus.Failed, change.Verification.Status);
        Assert.StartsWith("the restore took Newtonsoft.Json 13.0.1 in place of 12.0.4 (NU1603", change.Verification.Reason, StringComparison.Ordinal);
        Assert.EndsWith("fix known, not verifiable here", change.Verification.Reason, StringComparison.Ordinal);
    }

    [RegistryFact("dotnet")]
    public async Task A_version_that_cannot_be_restored_is_known_and_not_verifiable_here()
    {
        var change = await FixAsync("99.0.0");
        Assert.Equal(VerificationStatus.Skipped, change.Verification.Status);
        Assert.StartsWith("fix known, not verifiable here: dotnet restore Shop.csproj", change.Verification.Reason, StringComparison.Ordinal);
        Assert.Contains("NU1102", change.Verification.Reason, StringComparison.Ordinal);
    }

    private async Task<Change> FixAsync(string version)
    {
        await room.AdviseAsync("CVE-1", "NuGet", "Newtonsoft.Json", version);
        var shop = FixRepository.Of(
            Path.Combine(room.Folder, "shop"),
            ("Shop.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Newtonsoft.Json" Version="12.0.3" />
                  </ItemGroup>
                </Project>
                """),
            ("Cart.cs", "namespace Shop;\n\npublic sealed record Cart(Newtonsoft.Json.Linq.JObject Lines);\n"),
            (".gitignore", "bin/\nobj/\n"));
        return (await room.FixAsync(shop)).Only;
    }
}
