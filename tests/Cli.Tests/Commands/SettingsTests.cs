using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-cli-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_flag_beats_the_environment_which_beats_the_file_which_beats_the_default()
    {
        Write("port: 7001\nplan: from-file\ntrust: true\n");
        var variables = new Dictionary<string, string> { ["CORTEX_DATA"] = "/not/this", ["CORTEX_PLAN"] = "from-environment" };

        var shown = await ShowAsync(variables, "--data", folder.FullName);

        Assert.Equal((folder.FullName, "flag --data"), shown["data"]);
        Assert.Equal(("from-environment", "environment CORTEX_PLAN"), shown["plan"]);
        Assert.Equal(("7001", $"{folder.FullName}/config.yaml:1"), shown["port"]);
        Assert.Equal(("true", $"{folder.FullName}/config.yaml:3"), shown["trust"]);
        Assert.Equal((null, "default"), shown["server"]);
    }

    [Fact]
    public async Task The_data_directory_is_the_home_folders_unless_something_says_otherwise()
    {
        var shown = await ShowAsync(new Dictionary<string, string> { ["HOME"] = folder.FullName });

        Assert.Equal((Path.Combine(folder.FullName, ".cortex"), "default"), shown["data"]);
    }

    [Fact]
    public async Task A_token_is_never_shown()
    {
        var outcome = await InProcess.RunAsync(["config", "show"], new Dictionary<string, string> { ["CORTEX_TOKEN"] = "s3cret", ["HOME"] = folder.FullName });

        Assert.DoesNotContain("s3cret", outcome.Out);
        Assert.Contains("(set)", outcome.Out);
    }

    [Theory]
    [InlineData("prot: 1\n", "config.yaml:1: there is no setting 'prot'; did you mean 'port'?")]
    [InlineData("\n\ndata: /x\n", "config.yaml:3: there is no setting 'data'")]
    [InlineData("port: 1\nport: 2\n", "config.yaml:2: 'port' is set twice")]
    [InlineData("port: many\n", "config.yaml:1: 'many' is no value of port, which is a number from 0 to 65535")]
    [InlineData("- port\n", "settings are lines of 'name: value'")]
    [InlineData("notifcations:\n  mostTries: 2\n", "config.yaml:1: there is no setting 'notifcations'; did you mean 'notifications'?")]
    [InlineData("port: [1]\n", "config.yaml:1: settings are lines of 'name: value'")]
    [InlineData("port: &a 1\nplan: *a\n", "config.yaml:2: settings are lines of 'name: value'")]
    [InlineData("port: \"1\n", "config.yaml:")]
    public async Task A_mistake_in_the_file_is_a_usage_error_with_its_line(string yaml, string says)
    {
        Write(yaml);

        var outcome = await InProcess.RunAsync(["list", "--data", folder.FullName]);
        var shown = await InProcess.RunAsync(["config", "show", "--data", folder.FullName]);

        Assert.Equal(ExitCodes.Usage, shown.ExitCode);
        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("notifications:\n  webhooks:\n    - url: https://hooks.example.com\n      events: [failed]\n")]
    public async Task An_empty_file_sets_nothing(string yaml)
    {
        Write(yaml);

        Assert.Equal(ExitCodes.Completed, (await InProcess.RunAsync(["config", "show", "--data", folder.FullName])).ExitCode);
    }

    private void Write(string yaml) => File.WriteAllText(Path.Combine(folder.FullName, "config.yaml"), yaml);

    private static async Task<Dictionary<string, (string? Value, string? Source)>> ShowAsync(Dictionary<string, string> variables, params string[] args)
    {
        var outcome = await InProcess.RunAsync(["config", "show", "--json", .. args], variables);
        Assert.Equal(ExitCodes.Completed, outcome.ExitCode);
        return JsonDocument.Parse(outcome.Out).RootElement.EnumerateArray().ToDictionary(
            s => s.GetProperty("name").GetString()!,
            s => (s.TryGetProperty("value", out var value) ? value.GetString() : null, s.GetProperty("source").GetString()));
    }
}
