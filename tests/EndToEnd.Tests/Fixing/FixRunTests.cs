using System.Diagnostics;
using System.Text.Json.Nodes;
using Cortex.EndToEnd.Tests.BadInput;

namespace Cortex.EndToEnd.Tests.Fixing;

/// <summary>The real executable on a repository with known vulnerabilities, which it may not execute anything of.</summary>
public sealed class FixRunTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_trust_each_upgrade_is_a_branch_that_says_it_was_not_executed()
    {
        var repository = folder.Repository();
        var head = Git(repository, "rev-parse", "HEAD");
        var report = await RunAsync(repository);

        var changes = report["changes"]!.AsArray().Where(c => (string?)c!["kind"] == "dependency-upgrade").ToList();
        Assert.Equal(["pkg:npm/lodash", "pkg:nuget/Newtonsoft.Json"], changes.Select(c => (string)c!["package"]!).Order(StringComparer.Ordinal));
        Assert.All(changes, change =>
        {
            Assert.Equal("skipped", (string?)change!["verification"]!["status"]);
            Assert.StartsWith("not executed: target not trusted", (string?)change["verification"]!["reason"], StringComparison.Ordinal);
            Assert.Equal((string?)change["commit"], Git(repository, "rev-parse", (string)change["branch"]!));
            Assert.Equal(head, Git(repository, "rev-parse", $"{(string)change["branch"]!}^"));
            Assert.Equal("Cortex <cortex@localhost>", Git(repository, "log", "-1", "--format=%an <%ae>", (string)change["branch"]!));
        });
        var json = changes.Single(c => (string?)c!["package"] == "pkg:nuget/Newtonsoft.Json")!;
        Assert.Contains("Version=\"13.0.1\"", Git(repository, "show", $"{(string)json["branch"]!}:Shop.csproj"), StringComparison.Ordinal);
        var found = report["findings"]!.AsArray().Where(f => (string?)f!["kind"] == "vulnerability").ToList();
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.Contains((string?)f!["fixedBy"], changes.Select(c => (string?)c!["key"])));
        Assert.Equal(0, (double?)report["outcomes"]!["autoFixChanges"]!["after"]);
        Assert.Equal((head, ""), (Git(repository, "rev-parse", "HEAD"), Git(repository, "status", "--porcelain")));
    }

    [Fact]
    public async Task What_has_one_safe_answer_in_a_file_is_a_branch_too_and_what_stays_says_why()
    {
        var repository = folder.Repository();
        await File.WriteAllTextAsync(Path.Combine(repository, "Dockerfile"), "FROM debian:latest\nMAINTAINER Ada\nUSER 10001\nCMD [\"true\"]\n");
        Git(repository, "add", "--all");
        Git(repository, "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "commit", "--quiet", "--message", "Add an image");
        var report = await RunAsync(repository);

        var change = report["changes"]!.AsArray().Single(c => (string?)c!["kind"] == "configuration")!;
        Assert.Contains("LABEL org.opencontainers.image.authors", Git(repository, "show", $"{(string)change["branch"]!}:Dockerfile"), StringComparison.Ordinal);
        JsonNode Finding(string rule) => report["findings"]!.AsArray().Single(f => (string?)f!["rule"] == rule)!;
        Assert.Equal(((string?)change["key"], "not-trusted"), ((string?)Finding("dockerfile/maintainer-deprecated")["fixedBy"], (string?)Finding("dockerfile/maintainer-deprecated")["open"]!["reason"]));
        Assert.Equal((null, "needs-decision"), ((string?)Finding("dockerfile/latest-base")["fixedBy"], (string?)Finding("dockerfile/latest-base")["open"]!["reason"]));

        var dry = await RunAsync(repository, "--dry-run");
        Assert.Empty(dry["changes"]!.AsArray());
        Assert.Equal("not-tried", (string?)dry["findings"]!.AsArray().Single(f => (string?)f!["rule"] == "dockerfile/maintainer-deprecated")!["open"]!["reason"]);
    }

    [Fact]
    public async Task A_dry_run_makes_no_branch()
    {
        var repository = folder.Repository();
        var report = await RunAsync(repository, "--dry-run");
        Assert.Empty(report["changes"]!.AsArray());
        Assert.NotEmpty(report["findings"]!.AsArray());
        Assert.Equal("main", Git(repository, "branch", "--format=%(refname:short)"));
    }

    private async Task<JsonNode> RunAsync(string repository, params string[] options)
    {
        var outcome = await CortexProcess.RunAsync(["run", repository, "--masters", "security", "--data", folder["data"], "--json", folder["report.json"], .. options]);
        Assert.True(outcome.ExitCode is 0 or 3, $"{outcome.ExitCode}\n{outcome.Out}\n{outcome.Error}");
        return JsonNode.Parse(await File.ReadAllTextAsync(folder["report.json"]))!;
    }

    private static string Git(string repository, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = repository, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.TrimEnd();
    }
}
