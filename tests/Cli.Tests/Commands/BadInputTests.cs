using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-cli-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("statsu", "'cortex' has no command 'statsu'; did you mean 'status'?")]
    [InlineData("run --plann x", "'cortex run' has no option '--plann'; did you mean '--plan'?")]
    [InlineData("run . --dryrun", "'cortex run' has no option '--dryrun'; did you mean '--dry-run'?")]
    [InlineData("run --truts=yes .", "'cortex run' has no option '--truts'; did you mean '--trust'?")]
    [InlineData("status --datta x", "'cortex status' has no option '--datta'; did you mean '--data'?")]
    [InlineData("plan vaildate x", "'cortex plan' has no command 'vaildate'; did you mean 'validate'?")]
    [InlineData("plan", "required command was not provided")]
    [InlineData("status a b", "'b' is one argument too many for 'cortex status'")]
    [InlineData("run . --masters invntory", "there is no master 'invntory'; did you mean 'inventory'?")]
    [InlineData("run . --plan full-orchestratoin", "there is no plan and no file 'full-orchestratoin'; did you mean 'full-orchestration'?")]
    [InlineData("run . --plan {folder}", "is a folder")]
    [InlineData("run . --id 17", "Guid")]
    [InlineData("list --json {folder}", "is a folder")]
    [InlineData("run . --fail-on hgih", "did you mean 'high'?")]
    [InlineData("report --format dm", "--format is one of text, md, html, sarif, vex, json, and not 'dm'; did you mean 'md'?")]
    [InlineData("retry 0f8e2c1a", "either --worker ID or --master NAME")]
    [InlineData("retry 0f8e2c1a --master monitorin", "did you mean 'monitoring'?")]
    [InlineData("packages compare nugte 1 2", "did you mean 'nuget'?")]
    [InlineData("packages compare npm 1", "give two versions")]
    [InlineData("packages list {folder}/none", "there is no '")]
    [InlineData("packages list /etc/hostname", "no reader knows a file named")]
    [InlineData("packages list", "required argument 'PATH' missing for command: 'list'")]
    [InlineData("plan validate {folder}/none.yaml", "there is no file")]
    [InlineData("plan validate {folder}", "is a folder")]
    [InlineData("plan show full-orchestrtion", "did you mean 'full-orchestration'?")]
    [InlineData("completions fihs", "did you mean 'fish'?")]
    [InlineData("run . --server ftp://host", "which is an http or https address")]
    [InlineData("serve --port 70000", "which is a number from 0 to 65535")]
    [InlineData("status --data {folder}", "there is no run in the data directory")]
    [InlineData("resume --data {folder}", "there is no run in the data directory")]
    public async Task Bad_input_is_a_usage_error_that_says_what_is_wrong(string line, string says)
    {
        var outcome = await InProcess.RunAsync(line.Replace("{folder}", folder.FullName).Split(' '));

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.Empty(outcome.Out);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task A_file_is_no_data_directory()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        foreach (var command in (string[])["list", "run .", "status", "doctor"])
        {
            var outcome = await InProcess.RunAsync([.. command.Split(' '), "--data", file]);
            Assert.Equal(command == "doctor" ? ExitCodes.Failed : ExitCodes.Usage, outcome.ExitCode);
            Assert.Contains("is a file", outcome.Error + outcome.Out);
        }
    }

    [Fact]
    public async Task An_invalid_plan_is_refused_with_its_lines_before_anything_starts()
    {
        var plan = Path.Combine(folder.FullName, "plan.yaml");
        await File.WriteAllTextAsync(plan, "schema: cortex.plan/1\nname: mine\nmastres: []\n");

        var outcome = await InProcess.RunAsync(["run", ".", "--plan", plan, "--data", folder.FullName]);

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains($"{plan}:3:1: error:", outcome.Error);
        Assert.Contains("masters", outcome.Error);
        Assert.False(File.Exists(Path.Combine(folder.FullName, "host.lock")));
    }

    [Fact]
    public async Task Validating_a_bad_plan_as_json_lists_its_remarks()
    {
        var outcome = await InProcess.RunAsync(["plan", "validate", "-", "--json"], input: "schema: cortex.plan/1\nnmae: x\n");

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        var json = System.Text.Json.JsonDocument.Parse(outcome.Out).RootElement;
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.Equal("error", json.GetProperty("remarks")[0].GetProperty("severity").GetString());
    }
}
