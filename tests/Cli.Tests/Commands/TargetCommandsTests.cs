using System.Text.Json;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Embedded;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class TargetCommandsTests : IDisposable
{
    private readonly Repository repository = new();

    public void Dispose() => repository.Dispose();

    private string Targets => Path.Combine(repository.Data, "targets.yaml");

    [Fact]
    public async Task The_first_target_begins_the_file_and_a_run_takes_it_from_there()
    {
        var added = await CallAsync("target", "add", "web");
        var listed = await CallAsync("target", "list", "--json");

        Assert.Equal((ExitCodes.Completed, ""), (added.ExitCode, added.Error));
        Assert.Equal($"Added '{repository.Source}' to the group 'default' of {Targets}.\n", added.Out);
        Assert.EndsWith($"groups:\n  default:\n    - {repository.Source}\n", await File.ReadAllTextAsync(Targets));
        Assert.StartsWith("# ", await File.ReadAllTextAsync(Targets));
        var only = Assert.Single(JsonDocument.Parse(listed.Out).RootElement.EnumerateArray());
        Assert.Equal(repository.Source, only.GetProperty("path").GetString());
        Assert.Equal("main", only.GetProperty("branch").GetString());
        Assert.Matches("^[0-9a-f]{10}$", only.GetProperty("commit").GetString());
        Assert.Equal(["default"], only.GetProperty("groups").EnumerateArray().Select(g => g.GetString()));
        Assert.False(only.TryGetProperty("problem", out _));
    }

    [Fact]
    public async Task A_path_below_the_files_folder_is_written_from_there()
    {
        var file = repository.Below("team.yaml");

        await CallAsync("target", "add", repository.Source, "https://git.example/team/api.git", "--group", "pay", "--targets", file);

        Assert.EndsWith("groups:\n  pay:\n    - web\n    - https://git.example/team/api.git\n", await File.ReadAllTextAsync(file));
        Assert.False(Path.Exists(file + ".new"));
    }

    [Fact]
    public async Task Comments_a_byte_order_mark_and_windows_line_ends_stay()
    {
        Write("\uFEFF# ours\r\ngroups:\r\n  all: # everything\r\n    - https://git.example/x\r\n");

        Assert.Equal(ExitCodes.Completed, (await CallAsync("target", "add", "https://git.example/y")).ExitCode);

        Assert.Equal("\uFEFF# ours\r\ngroups:\r\n  all: # everything\r\n    - https://git.example/x\r\n    - https://git.example/y\r\n",
            System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Targets)));
    }

    [Fact]
    public async Task A_link_to_the_file_stays_a_link()
    {
        Directory.CreateDirectory(repository.Data);
        var real = repository.Below("real.yaml");
        await File.WriteAllTextAsync(real, "groups:\n");
        File.CreateSymbolicLink(Targets, real);

        await CallAsync("target", "add", "https://git.example/y");

        Assert.Equal(real, new FileInfo(Targets).LinkTarget);
        Assert.Contains("- https://git.example/y", await File.ReadAllTextAsync(real));
    }

    [Fact]
    public async Task What_is_in_the_group_already_is_said_however_it_is_written()
    {
        var file = repository.Below("team.yaml");
        await File.WriteAllTextAsync(file, "groups:\n  all:\n    - ./web/\n    - https://git.example/x.git\n");

        foreach (var (typed, line) in new[] { (repository.Source, 3), ("web", 3), ("https://git.example/x/", 4) })
        {
            var again = await CallAsync("target", "add", "https://git.example/new", typed, "--targets", file);

            Assert.Equal(ExitCodes.Usage, again.ExitCode);
            Assert.Contains($"'{typed}' is in the group 'all' already: {file}:{line}", again.Error);
        }

        Assert.DoesNotContain("new", await File.ReadAllTextAsync(file));
        Assert.Equal(ExitCodes.Completed, (await CallAsync("target", "add", "web", "--targets", file, "--group", "other")).ExitCode);
    }

    [Theory]
    [InlineData("none", "none does not exist; check the spelling, or clone the repository there")]
    [InlineData("plain", "plain is no git repository, and there is none directly below it; run 'git init'")]
    [InlineData("web/package.json", "is a file; name the folder of a git repository")]
    [InlineData("web/inner", "web; name the repository itself")]
    [InlineData("https://me:secret@git.example/x", "carries credentials")]
    [InlineData("ext::sh -c x", "transport helpers")]
    public async Task What_cannot_be_a_target_is_refused_and_nothing_is_written(string typed, string says)
    {
        Directory.CreateDirectory(repository.Below("plain"));
        Directory.CreateDirectory(repository.Below("web/inner"));

        var outcome = await CallAsync("target", "add", "web", typed);

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.False(File.Exists(Targets));
    }

    [Fact]
    public async Task A_groups_name_is_one_that_can_be_typed()
    {
        var outcome = await CallAsync("target", "add", "web", "--group", "a: b");

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains("'a: b' is no name of a group", outcome.Error);
    }

    [Fact]
    public async Task The_list_says_how_each_is_and_merges_groups()
    {
        Directory.CreateDirectory(repository.Below("all/empty/.git"));
        Write($"groups:\n  pay:\n    - ../web\n    - gone\n  all:\n    - {repository.Source}\n    - ../all\n    - https://git.example/x\n");

        var listed = await CallAsync("target", "list");
        var ofPay = JsonDocument.Parse((await CallAsync("target", "list", "--group", "pay", "--json")).Out).RootElement;

        Assert.Equal(ExitCodes.Completed, listed.ExitCode);
        var lines = listed.Out.TrimEnd().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Matches("^TARGET +GROUPS +BRANCH +STATE$", lines[0]);
        Assert.Matches("^\\.\\./web +pay, all +main +[0-9a-f]{10}$", lines[1]);
        Assert.Matches("^gone +pay +- +.*gone does not exist", lines[2]);
        Assert.Matches("^\\.\\./all \\(empty\\) +all +- +.*git", lines[3]);
        Assert.Matches("^https://git.example/x +all +- +a URL, asked when a run starts$", lines[4]);
        Assert.Equal(2, ofPay.GetArrayLength());
        Assert.Contains("does not exist", ofPay[1].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Without_a_file_the_list_is_empty_and_says_what_to_do()
    {
        var listed = await CallAsync("target", "list");
        var named = await CallAsync("target", "list", "--targets", repository.Below("none.yaml"));

        Assert.Equal(ExitCodes.Completed, listed.ExitCode);
        Assert.Contains("'cortex target add PATH_OR_URL' adds one", listed.Out);
        Assert.Equal("[]", (await CallAsync("target", "list", "--json")).Out.Trim());
        Assert.Equal(ExitCodes.Usage, named.ExitCode);
    }

    [Fact]
    public async Task A_target_is_removed_from_every_group_or_from_the_one_named()
    {
        const string Text = "groups:\n  a:\n    # the shop\n    - ../web\n  b:\n    - ../web\n    - https://git.example/x\n";
        Write(Text);

        var one = await CallAsync("target", "remove", "web", "--group", "b");
        var afterOne = await File.ReadAllTextAsync(Targets);
        Write(Text);
        var all = await CallAsync("target", "remove", "../web", "https://git.example/x");

        Assert.Equal($"Removed '../web' from the group 'b' of {Targets}.\n", one.Out);
        Assert.Equal("groups:\n  a:\n    # the shop\n    - ../web\n  b:\n    - https://git.example/x\n", afterOne);
        Assert.Equal(ExitCodes.Completed, all.ExitCode);
        Assert.Equal("groups:\n  a:\n    # the shop\n  b:\n", await File.ReadAllTextAsync(Targets));
    }

    [Theory]
    [InlineData("../wbe", null, "Did you mean '../web'?")]
    [InlineData("/a/very/different/place/ledgr", null, "Did you mean 'https://git.example/team/ledger'?")]
    [InlineData("zzz", null, "It has ../web, https://git.example/team/ledger.")]
    [InlineData("web", "al", "Did you mean 'all'?")]
    public async Task An_unknown_target_gets_the_nearest(string typed, string? group, string says)
    {
        Write("groups:\n  all:\n    - ../web\n    - https://git.example/team/ledger\n");
        var before = await File.ReadAllTextAsync(Targets);

        var outcome = await CallAsync(["target", "remove", typed, .. group is null ? Array.Empty<string>() : ["--group", group]]);

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.Equal(before, await File.ReadAllTextAsync(Targets));
    }

    [Fact]
    public async Task A_file_that_is_not_utf8_is_not_edited()
    {
        Directory.CreateDirectory(repository.Data);
        await File.WriteAllBytesAsync(Targets, [(byte)'#', 0xE4, (byte)'\n']);

        var outcome = await CallAsync("target", "add", "web");

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains("is not UTF-8", outcome.Error);
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(repository.Data);
        File.WriteAllText(Targets, text);
    }

    private Task<CortexProcess.Outcome> CallAsync(params string[] args) =>
        InProcess.RunAsync([.. args, "--data", repository.Data], folder: Path.GetDirectoryName(repository.Source));
}
