using System.Text.Json.Nodes;
using Cortex.Coordinator.Tests.Schemas;

namespace Cortex.EndToEnd.Tests.BadInput;

/// <summary>The real executable on what nobody should give it.</summary>
public sealed class BadInputTests(HostileTargets targets) : IClassFixture<HostileTargets>
{
    [Theory]
    [InlineData("in/missing", "does not exist")]
    [InlineData("in/file.txt", "is a file")]
    [InlineData("in/plain", "is no git repository")]
    [InlineData("subfolder/repository/fine", "is a folder inside the repository")]
    [InlineData("in/empty", "has no commit")]
    [InlineData("in/bare-empty.git", "has no commit")]
    public async Task A_run_of_nothing_but_a_bad_target_is_a_usage_error(string target, string says)
    {
        var outcome = await CortexProcess.RunAsync("run", targets[target], "--data", targets["data"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.Contains(targets[target], outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.Empty(outcome.Out);
    }

    [Theory]
    [InlineData("missing", null, null, "does not exist")]
    [InlineData("file.txt", null, null, "is a file")]
    [InlineData("plain", null, null, "is no git repository")]
    [InlineData("empty", null, null, "has no commit")]
    [InlineData("bare-empty.git", null, null, "has no commit")]
    [InlineData("json", "package.json", 2, "not valid JSON")]
    [InlineData("lockfile", "package-lock.json", 1, "lockfileVersion '99' is not known")]
    [InlineData("lfs", "package.json", 1, "Git LFS pointer")]
    [InlineData("xml", "App.csproj", 2, "document type declaration")]
    [InlineData("yaml", "k8s.yaml", 7, "aliases")]
    [InlineData("yaml", ".github/workflows/ci.yml", 7, "aliases")]
    [InlineData("links", "package.json", null, "was not followed")]
    [InlineData("links", "Dockerfile", null, "was not followed")]
    [InlineData("links", "self", null, "was not followed")]
    [InlineData("links", "a", null, "was not followed")]
    [InlineData("links", "deep/up", null, "was not followed")]
    [InlineData("names", "caf\ufffd", null, "not UTF-8")]
    [InlineData("submodule", "inner", null, "submodule")]
    public void Among_good_targets_it_is_a_finding_with_its_place(string target, string? path, int? line, string says)
    {
        var findings = targets.Report["findings"]!.AsArray().Where(f =>
            (string?)f!["kind"] == "unreadable-input" && (string?)f["target"] == targets[$"in/{target}"] && (string?)f["path"] == path && (int?)f["line"] == line);

        Assert.Contains(findings, f => ((string)f!["title"]!).Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("good", "left-pad")]
    [InlineData("detached", "detached")]
    [InlineData("bare.git", "left-pad")]
    [InlineData("json", "fine")]
    [InlineData("links", "deep")]
    [InlineData("submodule", "outer")]
    public async Task The_rest_is_catalogued(string target, string asset)
    {
        Assert.True(targets.Outcome.ExitCode == 0, targets.Outcome.Out + targets.Outcome.Error);
        Assert.True((bool)targets.Report["certificate"]!["holds"]!);

        var found = await CortexProcess.RunAsync("catalog", "search", asset, "--data", targets["data"], "--json");

        Assert.Equal(0, found.ExitCode);
        Assert.Contains(targets[$"in/{target}"], found.Out);
    }

    [Fact]
    public void Nothing_outside_the_data_directory_is_touched() => Assert.Equal(targets.Before, targets.After);

    [NodeFact]
    public void The_report_of_a_real_run_is_valid_against_its_schema() =>
        Assert.Empty(new JsonSchema("docs/report.schema.json").Validate(targets.ReportJson));

    [Fact]
    public async Task The_second_run_finds_nothing_new_and_an_edited_manifest_changes_what_it_affects()
    {
        using var folder = new Folder();
        var repository = folder.Repository();

        Assert.DoesNotContain(" 0 new", await Inventory(repository, folder["data"]));
        Assert.Contains("0 new, 0 changed, 0 retired", await Inventory(repository, folder["data"]));

        var manifest = Path.Combine(repository, "package.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("4.17.20", "4.17.21", StringComparison.Ordinal));
        Folder.Commit(repository);

        // New: lodash 4.17.21. Changed: the project that asks for it. Retired: 4.17.20.
        Assert.Contains("1 new, 1 changed, 1 retired", await Inventory(repository, folder["data"]));
    }

    private static async Task<string> Inventory(string repository, string data)
    {
        var outcome = await CortexProcess.RunAsync("run", repository, "--data", data, "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return (string)JsonNode.Parse(outcome.Out)!["masters"]!.AsArray().Single(m => (string?)m!["name"] == "inventory")!["summary"]!;
    }
}
