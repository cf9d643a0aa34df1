using System.Diagnostics;
using System.Text.Json.Nodes;
using Cortex.EndToEnd.Tests.BadInput;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>The real executable: what a run of fixes leaves in a repository, its undo takes back.</summary>
[Collection(ChangeTests.Collection)]
public sealed class UndoRunTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Branches_of_fixes_are_listed_deleted_and_then_gone()
    {
        var repository = _folder.Repository();
        var run = await CortexAsync("run", repository, "--masters", "security", "--json", _folder["report.json"]);
        Assert.True(run.ExitCode is 0 or 3, run.Out + run.Error);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(_folder["report.json"]))!;
        var id = (string)report["run"]!["id"]!;
        var made = Branches(repository);
        Assert.Equal(report["changes"]!.AsArray().Select(c => (string?)c!["branch"]).OfType<string>().Order(StringComparer.Ordinal), made);
        Assert.NotEmpty(made);
        var text = await File.ReadAllTextAsync(_folder[Path.Combine("data", "runs", id, (string)report["changes"]![0]!["proposal"]!["path"]!)]);
        foreach (var title in (string[])["# Upgrade ", "## What it fixes", "## How it was verified", "## How to undo it"])
            Assert.Contains(title, text, StringComparison.Ordinal);

        var listed = JsonNode.Parse((await CortexAsync("undo", id, "--dry-run", "--json")).Out)!;
        Assert.Equal(made, Steps(listed, "removed"));
        Assert.Equal(made, Branches(repository));

        var undone = await CortexAsync("undo", id[..8]);
        Assert.Equal((0, ""), (undone.ExitCode, undone.Error));
        Assert.Contains($"deleted       branch {made[0]}", undone.Out, StringComparison.Ordinal);
        Assert.Empty(Branches(repository));

        var again = JsonNode.Parse((await CortexAsync("undo", id, "--json")).Out)!;
        Assert.Equal(made, Steps(again, "gone"));
        Assert.Equal("", Git(repository, "status", "--porcelain"));
    }

    private static IEnumerable<string> Steps(JsonNode undone, string outcome) => undone["steps"]!.AsArray()
        .Where(s => (string?)s!["kind"] == "branch" && (string?)s["outcome"] == outcome).Select(s => (string)s!["name"]!).Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Branches(string repository) =>
        [.. Git(repository, "branch", "--list", "--format=%(refname:short)", "cortex/*").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private Task<CortexProcess.Outcome> CortexAsync(params string[] arguments) => CortexProcess.RunAsync([.. arguments, "--data", _folder["data"]]);

    private static string Git(string repository, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = repository, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.TrimEnd();
    }
}
