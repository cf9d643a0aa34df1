using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Embedded;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly Repository repository = new();

    public void Dispose() => repository.Dispose();

    private string Here => Path.GetDirectoryName(repository.Source)!;

    private string Targets => Path.Combine(repository.Data, "targets.yaml");

    private string Config => Path.Combine(repository.Data, "config.yaml");

    [Fact]
    public async Task Where_nobody_can_be_asked_what_is_found_is_a_comment_ready_to_be_taken()
    {
        var init = await CallAsync("init");

        Assert.Equal((ExitCodes.Completed, ""), (init.ExitCode, init.Error));
        Assert.Contains($"Wrote {Config}.", init.Out);
        Assert.Contains($"Wrote {Targets}.", init.Out);
        Assert.Contains($"not named:  {repository.Source}", init.Out);
        Assert.Contains("cortex target add PATH_OR_URL", init.Out);
        Assert.EndsWith($"groups:\n  default:\n    # - {repository.Source}\n", await File.ReadAllTextAsync(Targets));
        await File.WriteAllTextAsync(Targets, (await File.ReadAllTextAsync(Targets)).Replace("    # - ", "    - "));
        Assert.Contains(repository.Source, (await CallAsync("target", "list")).Out);
    }

    [Fact]
    public async Task Every_setting_is_explained_and_none_is_set()
    {
        await CallAsync("init");

        var text = await File.ReadAllTextAsync(Config);
        var shown = await CallAsync("config", "show");
        Assert.Contains("# plan: full-orchestration\n", text);
        Assert.Contains("# token:\n", text);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("#", line));
        Assert.Equal(ExitCodes.Completed, shown.ExitCode);
        Assert.DoesNotContain("config.yaml:", shown.Out);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Config));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task A_person_is_asked(string answer, bool isNamed)
    {
        var init = await InProcess.RunAsync(["init", "--data", repository.Data], input: answer, folder: Here, canAsk: true);

        Assert.Contains($"Found 1 repository here:\n  {repository.Source}\nName it in {Targets}? [y/N]", init.Out);
        Assert.EndsWith($"groups:\n  default:\n    {(isNamed ? "" : "# ")}- {repository.Source}\n", await File.ReadAllTextAsync(Targets));
    }

    [Fact]
    public async Task All_names_what_is_found_and_a_second_time_changes_nothing()
    {
        var first = await CallAsync("init", "--all");
        var (config, targets) = (await File.ReadAllTextAsync(Config), await File.ReadAllTextAsync(Targets));
        var second = await CallAsync("init", "--all");

        Assert.EndsWith($"groups:\n  default:\n    - {repository.Source}\n", targets);
        Assert.Contains($"named:      {repository.Source}", first.Out);
        Assert.DoesNotContain("PATH_OR_URL", first.Out);
        Assert.Contains($"{Config} was there already.", second.Out);
        Assert.Contains($"{Targets} was there already.", second.Out);
        Assert.DoesNotContain("named:", second.Out);
        Assert.Equal((config, targets), (await File.ReadAllTextAsync(Config), await File.ReadAllTextAsync(Targets)));
    }

    [Fact]
    public async Task What_was_there_is_kept_and_only_added_to()
    {
        Directory.CreateDirectory(repository.Data);
        await File.WriteAllTextAsync(Config, "port: 7001\n");
        await File.WriteAllTextAsync(Targets, "groups:\n  ours: # all\n    - https://git.example/x\n");

        var without = await CallAsync("init");
        var untouched = await File.ReadAllTextAsync(Targets);
        await CallAsync("init", "--all");

        Assert.Contains("'cortex init --all", without.Out);
        Assert.Equal("groups:\n  ours: # all\n    - https://git.example/x\n", untouched);
        Assert.Equal($"groups:\n  ours: # all\n    - https://git.example/x\n    - {repository.Source}\n", await File.ReadAllTextAsync(Targets));
        Assert.Equal("port: 7001\n", await File.ReadAllTextAsync(Config));
    }

    [Fact]
    public async Task In_a_repository_it_is_the_one_and_a_folder_that_is_named_covers_those_below()
    {
        var file = Path.Combine(repository.Source, "targets.yaml");
        await InProcess.RunAsync(["init", "--all", "--targets", file, "--data", repository.Data], folder: repository.Source);
        var around = repository.Below("around.yaml");
        await File.WriteAllTextAsync(around, "groups:\n  all:\n    - .\n");
        var covered = JsonDocument.Parse((await CallAsync("init", "--all", "--targets", around, "--json")).Out).RootElement;

        Assert.EndsWith("    - .\n", await File.ReadAllTextAsync(file));
        Assert.Equal(0, covered.GetProperty("found").GetArrayLength());
        Assert.False(covered.GetProperty("targets").GetProperty("isNew").GetBoolean());
        Assert.True(File.Exists(Config));
    }

    [Fact]
    public async Task Where_nothing_is_found_the_file_says_how_to_go_on()
    {
        var empty = Directory.CreateDirectory(repository.Below("empty")).FullName;

        var init = await InProcess.RunAsync(["init", "--data", repository.Data], folder: empty);
        var run = await CallAsync("run");

        Assert.Contains("cortex target add PATH_OR_URL", init.Out);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("names no target", run.Error);
        Assert.Contains("cortex target add", run.Error);
    }

    [Fact]
    public async Task A_name_with_a_line_break_puts_no_line_into_the_file()
    {
        Directory.CreateDirectory(repository.Below("x\n    - https:/.git"));

        var init = await CallAsync("init");

        Assert.DoesNotContain("https:/", init.Out);
        Assert.EndsWith($"groups:\n  default:\n    # - {repository.Source}\n", await File.ReadAllTextAsync(Targets));
    }

    [Fact]
    public async Task A_run_that_takes_the_samples_says_how_to_name_others()
    {
        Directory.CreateDirectory(repository.Data);
        // Ends the run before it begins.
        await File.WriteAllTextAsync(Path.Combine(repository.Data, "cortex.db"), "no database, and long enough to be looked at as one");

        var run = await CallAsync("run");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Equal("targets: the samples; 'cortex init' names your own repositories\n", run.Out);
    }

    private Task<CortexProcess.Outcome> CallAsync(params string[] args) => InProcess.RunAsync([.. args, "--data", repository.Data], folder: Here);
}
