using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class PackagesUpgradeTests : IDisposable
{
    private const string Manifest = "{\n  \"dependencies\": {\n    \"left\": \"1.2.3\",\n    \"right\": \"2.0.0\"\n  }\n}\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-cli-");

    private string File => Path.Combine(folder.FullName, "package.json");

    public PackagesUpgradeTests() => System.IO.File.WriteAllText(File, Manifest);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_difference_is_printed_and_nothing_written()
    {
        var outcome = await InProcess.RunAsync(["packages", "upgrade", folder.FullName, "npm", "left", "1.2.5"]);

        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        Assert.Equal(
            "--- a/package.json\n+++ b/package.json\n@@ -1,6 +1,6 @@\n {\n   \"dependencies\": {\n-    \"left\": \"1.2.3\",\n+    \"left\": \"1.2.5\",\n     \"right\": \"2.0.0\"\n   }\n }\n",
            outcome.Out);
        Assert.Equal(Manifest, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_purl_names_the_package_and_the_version_to_leave()
    {
        var outcome = await InProcess.RunAsync(["packages", "upgrade", folder.FullName, "pkg:npm/left@1.2.3", "1.2.5", "--write"]);

        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        Assert.Equal("package.json\n", outcome.Out);
        Assert.Equal(Manifest.Replace("1.2.3", "1.2.5"), await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task What_is_refused_is_told_and_fails()
    {
        await System.IO.File.WriteAllTextAsync(File, Manifest.Replace("1.2.3", "github:left/left#0123456789abcdef0123456789abcdef01234567"));

        var outcome = await InProcess.RunAsync(["packages", "upgrade", folder.FullName, "npm", "left", "1.2.5", "--json"]);

        Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
        Assert.Contains("refused: package.json:3: ", outcome.Error);
        using var json = JsonDocument.Parse(outcome.Out);
        Assert.Equal(3, json.RootElement.GetProperty("refused")[0].GetProperty("line").GetInt32());
        Assert.Empty(json.RootElement.GetProperty("files").EnumerateArray());
    }

    [Theory]
    [InlineData("npm other 1.2.5", "names other at a version below 1.2.5")]
    [InlineData("npm left newest", "'newest' is no version of npm")]
    [InlineData("nmp left 1.2.5", "did you mean 'npm'?")]
    [InlineData("pkg:left 1.2.5", "is no purl")]
    public async Task A_wrong_package_is_a_usage_error(string line, string says)
    {
        var outcome = await InProcess.RunAsync(["packages", "upgrade", folder.FullName, .. line.Split(' ')]);

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
    }
}
