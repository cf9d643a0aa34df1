using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Embedded;

/// <summary>The catalogue's commands after a real run.</summary>
public sealed class CatalogCommandTests : IAsyncLifetime
{
    private readonly Repository repository = new();

    public async Task InitializeAsync() => Assert.Equal(ExitCodes.Completed, (await RunAsync("run", repository.Source)).ExitCode);

    public Task DisposeAsync()
    {
        repository.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_commands_answer_in_text_and_in_JSON()
    {
        var up = await CatalogAsync("lineage", "left-pad", "--up");
        Assert.Matches(@"2 assets stand on it: 1 project, 1 repository\nin 1 repository: web 2\n", up.Out);
        Assert.Contains("└─ project web  (depends-on)  in web\n   └─ repository web  (contains)", up.Out);
        var down = JsonDocument.Parse((await CatalogAsync("lineage", repository.Source, "--down", "--depth", "1", "--json")).Out).RootElement.GetProperty("down");
        Assert.Equal(1, down.GetProperty("beyond").GetInt32());

        Assert.Contains("Someone  (inferred)  ", (await CatalogAsync("owners")).Out);
        Assert.Matches(@"health, worst first \(of 100\)\n +\d+  web  owner only inferred: Someone", (await CatalogAsync("stats")).Out.ReplaceLineEndings("\n"));
        Assert.Contains("untested: no test suite", (await CatalogAsync("show", "urn:cortex:project:web:package.json")).Out);
        Assert.Contains("depends-on project web", (await CatalogAsync("show", "pkg:npm/left-pad@1.3.0")).Out);
    }

    [Fact]
    public async Task An_export_is_one_file_of_JSON_or_an_SBOM_for_each_repository()
    {
        var folder = repository.Below("export");
        Assert.Matches(@"catalog\.json: 4 assets, ", (await CatalogAsync("export", "--output", folder)).Out);
        Assert.EndsWith("web.cdx.json: 2 components", (await CatalogAsync("export", "--format", "cyclonedx", "--output", folder)).Out.TrimEnd());
        var sbom = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "web.cdx.json"))).RootElement;
        Assert.Equal("1.6", sbom.GetProperty("specVersion").GetString());
        Assert.Contains("pkg:npm/left-pad@1.3.0", sbom.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("bom-ref").GetString()));
        Assert.Equal(sbom.ToString(), JsonDocument.Parse((await CatalogAsync("export", repository.Source, "--format", "cyclonedx")).Out).RootElement.ToString());
        Assert.Equal(ExitCodes.Usage, (await CatalogAsync("export", "nowhere", "--format", "cyclonedx")).ExitCode);
    }

    [Fact]
    public async Task A_name_that_is_none_or_several_is_a_usage_error_that_helps()
    {
        var none = await CatalogAsync("show", "lfet-pad");
        Assert.Equal((ExitCodes.Usage, ""), (none.ExitCode, none.Out));
        Assert.Contains("no asset 'lfet-pad'", none.Error);
        Assert.Contains("Nearest: left-pad.", none.Error);
        Assert.DoesNotContain("cortex list", none.Error);

        var several = await CatalogAsync("lineage", "web");
        Assert.Equal(ExitCodes.Usage, several.ExitCode);
        Assert.Contains("may be any of 2 assets", several.Error);
        Assert.Contains("\n  urn:cortex:project:web:package.json\n", several.Error);

        Assert.Equal(ExitCodes.Usage, (await CatalogAsync("lineage", "left-pad", "--depth", "0")).ExitCode);
    }

    private Task<CortexProcess.Outcome> CatalogAsync(params string[] args) => RunAsync(["catalog", .. args]);

    private Task<CortexProcess.Outcome> RunAsync(params string[] args) => CortexProcess.RunAsync([.. args, "--data", repository.Data]);
}
