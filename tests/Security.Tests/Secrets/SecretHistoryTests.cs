using System.Diagnostics;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets.History;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Tests.Secrets;

public sealed class SecretHistoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-history-").FullName;

    public SecretHistoryTests() => Run("init", "--quiet", "--initial-branch=main", ".");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_secret_that_was_taken_out_is_found_with_its_commit_in_the_title_only()
    {
        var commit = Commit("a.env", "DB_HOST=db\nDB_PASSWORD={password}\n");
        Commit("a.env", "DB_HOST=db\n");
        var detection = Assert.Single((await LookAsync()).Found);
        Assert.Equal(("secrets/password", "a.env", "DB_PASSWORD, removed"), (detection.Rule, detection.Path, detection.Subject));
        Assert.Contains(commit[..12], detection.Title, StringComparison.Ordinal);
        Assert.Null(detection.Line);
    }

    [Fact]
    public async Task A_secret_that_is_still_there_is_left_to_the_look_at_the_tree()
    {
        Commit("a.env", "DB_PASSWORD={password}\n");
        Commit("a.env", "DB_PASSWORD={password}\n# more\n", fill: "DB_PASSWORD={password}\n");
        Assert.Empty((await LookAsync()).Found);
    }

    [Fact]
    public async Task Each_earlier_value_is_a_finding_and_one_that_came_back_is_not_two()
    {
        Commit("a.env", "DB_PASSWORD={password}\n");
        Commit("a.env", "DB_PASSWORD={base62:20}\n");
        Commit("a.env", "DB_PASSWORD={password}\n");
        Commit("a.env", "DB_PASSWORD=${FROM_VAULT}\n");
        Assert.Equal(["DB_PASSWORD, removed", "DB_PASSWORD, removed #2"], (await LookAsync()).Found.Select(d => d.Subject));
    }

    [Fact]
    public async Task A_deleted_file_and_a_key_of_many_lines_are_found()
    {
        Commit("server.key", "-----BEGIN RSA PRIVATE KEY-----\n{pem:1200}\n-----END RSA PRIVATE KEY-----\n");
        File.Delete(Path.Combine(folder, "server.key"));
        Run("add", "-A");
        Run("commit", "--quiet", "-m", "Take out the key");
        Assert.Equal("secrets/private-key", Assert.Single((await LookAsync()).Found).Rule);
    }

    [Fact]
    public async Task A_history_longer_than_the_limit_is_reported()
    {
        Commit("a.txt", "1\n");
        Commit("a.txt", "2\n");
        var found = await LookAsync(new HistoryLimits { MostCommits = 1 });
        Assert.Equal("history-too-long", Assert.Single(found.Problems).Rule);
        Assert.False(found.IsComplete);
    }

    [Fact]
    public async Task A_folder_without_history_is_reported()
    {
        Directory.Delete(Path.Combine(folder, ".git"), recursive: true);
        Assert.Equal("unreadable-history", Assert.Single((await LookAsync()).Problems).Rule);
    }

    [Fact]
    public void A_line_that_looks_like_the_logs_own_is_not_taken_for_it()
    {
        const string Log = "commit:1111111111111111\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+++ b/y\n+commit:2222222222222222\n";
        var added = Assert.Single(AddedLines.Read(new StringReader(Log)));
        Assert.Equal(("1111111111111111", "x", "\n++ b/y\ncommit:2222222222222222\n"), (added.Commit, added.Path, added.Text));
    }

    private async Task<Detections> LookAsync(HistoryLimits? limits = null)
    {
        var found = new Detections();
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, found, CancellationToken.None);
        await new SecretHistory(new Git(TimeProvider.System)).LookAsync(tree, found, limits ?? HistoryLimits.Default, CancellationToken.None);
        return found;
    }

    /// <param name="path">The file.</param>
    /// <param name="text">All that it has then.</param>
    /// <param name="fill">The notation whose filling is to be the same as in an earlier commit.</param>
    private string Commit(string path, string text, string? fill = null)
    {
        File.WriteAllText(Path.Combine(folder, path), fill is null ? ExampleText.Fill(text) : text.Replace(fill, ExampleText.Fill(fill), StringComparison.Ordinal));
        Run("add", "-A");
        Run("commit", "--quiet", "-m", "Change " + path);
        return Run("rev-parse", "HEAD").Trim();
    }

    private string Run(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "user.name=Imke Harms", "-c", "user.email=imke@harbourpine.example", "-c", "commit.gpgSign=false", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
