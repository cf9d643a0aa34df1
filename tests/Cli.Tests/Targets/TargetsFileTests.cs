using Cortex.Cli.Commanding;
using Cortex.Cli.Targets;

namespace Cortex.Cli.Tests.Targets;

public sealed class TargetsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-targets-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Paths_start_at_the_files_folder_and_urls_stay()
    {
        Repositories("pay", "src/shop");

        Assert.Equal([At("pay"), At("src/shop"), "https://git.example/team/api.git"], Read("groups:\n  money:\n    - pay\n  all:\n    - ./src/shop\n    - https://git.example/team/api.git\n").Resolve(null));
    }

    [Fact]
    public void A_group_is_a_part_of_the_file()
    {
        Repositories("pay", "shop");

        Assert.Equal([At("shop")], Read("# ours\ngroups:\n  money: [pay]\n  web: [shop]\n").Resolve("web"));
    }

    [Fact]
    public void A_target_of_several_groups_is_run_once()
    {
        Repositories("pay");

        Assert.Equal([At("pay")], Read("groups: { a: [pay], b: [./pay] }").Resolve(null));
    }

    [Fact]
    public void Include_and_exclude_choose_from_a_folder_of_repositories()
    {
        Repositories("all/svc-a", "all/svc-b", "all/svc-old", "all/tool");
        Directory.CreateDirectory(At("all/svc-no-repository"));

        Assert.Equal([At("all/svc-a"), At("all/svc-b")], Read("groups:\n  services:\n    - target: all\n      include: svc-*\n      exclude: ['*-old']\n").Resolve("services"));
    }

    [Theory]
    [InlineData("grups:\n  a: [x]\n", ":1: there is no 'grups' here; did you mean 'groups'?")]
    [InlineData("groups:\n  a:\n    - target: x\n      exlude: y\n", ":4: there is no 'exlude' here; did you mean 'exclude'?")]
    [InlineData("groups:\n  a: [x]\n  a: [y]\n", ":3: the group 'a' is there twice")]
    [InlineData("groups:\n  a:\n    - x\n    - x\n", ":4: 'x' is there already, in line 3")]
    [InlineData("groups:\n  a: x\n", ":2: the group 'a' is a list")]
    [InlineData("groups:\n  a:\n    - include: x\n", ":3: this entry has no 'target'")]
    [InlineData("groups: [a]\n", ":1: below 'groups:' stand names of groups")]
    [InlineData("- a\n", ":1: a targets file has a line 'groups:'")]
    [InlineData("groups:\n  a: [missing]\n", ":2: 'missing': ")]
    [InlineData("groups:\n  a: ['ext::sh -c x']\n", "git's transport helpers")]
    [InlineData("groups:\n  a:\n    - { target: 'https://git.example/x', include: y }\n", ":3: 'https://git.example/x': include and exclude choose from a folder")]
    [InlineData("groups:\n  a: [\n", "targets.yaml:")]
    [InlineData("", "names no target")]
    [InlineData("groups:\n", "names no target")]
    public void What_is_wrong_is_said_with_its_line(string text, string says)
    {
        var failure = Assert.Throws<CommandFailure>(() => Read(text).Resolve(null));

        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.Contains(says, failure.Message);
    }

    [Fact]
    public void An_unknown_group_gets_the_nearest()
    {
        var failure = Assert.Throws<CommandFailure>(() => Read("groups:\n  payments: [x]\n").Resolve("payment"));

        Assert.Contains("has no group 'payment'", failure.Message);
        Assert.Equal("Did you mean 'payments'?", failure.Advice);
    }

    [Fact]
    public void A_very_deep_file_is_an_error_and_no_crash() =>
        Assert.Throws<CommandFailure>(() => Read("groups:\n  a: " + new string('[', 100_000)));

    private TargetsFile Read(string text)
    {
        var path = At(TargetsFile.Name);
        File.WriteAllText(path, text);
        return TargetsFile.Read(path);
    }

    private void Repositories(params string[] names)
    {
        foreach (var name in names)
            Directory.CreateDirectory(Path.Combine(At(name), ".git"));
    }

    private string At(string path) => Path.Combine(folder.FullName, path);
}
