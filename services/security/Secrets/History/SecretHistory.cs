using System.Security.Cryptography;
using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;
using Cortex.Security.Scanning;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Secrets.History;

/// <summary>
/// Looks for secrets that commits added and later ones took away again: whoever clones the repository still has them. Merges are left out, as what they
/// bring is in the commits that they join.
/// </summary>
internal sealed class SecretHistory(Git git)
{
    private const int CommitsAtOnce = 100;

    /// <param name="tree">The checkout, with its .git folder; what it still holds is not reported again.</param>
    /// <param name="found">Where the secrets go.</param>
    /// <param name="limits">How far to look.</param>
    /// <param name="stop">Stops it.</param>
    public async Task LookAsync(SourceTree tree, Detections found, HistoryLimits limits, CancellationToken stop)
    {
        try
        {
            var commits = await CommitsAsync(tree, found, limits, stop);
            var look = new PastLook(tree, found);
            foreach (var batch in commits.Chunk(CommitsAtOnce))
                look.At(await LogAsync(tree, batch, found, limits, stop), stop);
        }
        catch (GitException e)
        {
            found.Partial();
            found.Unreadable(".", null, "unreadable-history", $"The history could not be searched for secrets: {e.Message} Check that the repository is whole.", Severity.Medium);
        }
    }

    /// <summary>Oldest first, so that what is found later does not change what earlier findings are called.</summary>
    private async Task<IReadOnlyList<string>> CommitsAsync(SourceTree tree, Detections found, HistoryLimits limits, CancellationToken stop)
    {
        var list = await git.RunAsync(Call(tree, limits, "rev-list", "--all", "--no-merges", $"--max-count={limits.MostCommits + 1}"), stop);
        var commits = list.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (commits.Length > limits.MostCommits)
        {
            found.Partial();
            found.Unreadable(".", null, "history-too-long", $"Only the newest {limits.MostCommits} commits were searched for secrets.");
        }

        return [.. commits.Take(limits.MostCommits).Reverse()];
    }

    private async Task<string> LogAsync(SourceTree tree, string[] commits, Detections found, HistoryLimits limits, CancellationToken stop)
    {
        var log = await git.RunAsync(
            Call(tree, limits, ["log", "--no-walk=unsorted", "--patch", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-filter=AM", "--src-prefix=a/", "--dst-prefix=b/", $"--format={AddedLines.CommitMark}%H", .. commits]), stop);
        if (log.Output.Length >= limits.MostBytes)
        {
            found.Partial();
            found.Unreadable(".", null, "history-too-large", $"The commits {commits[0][..12]} to {commits[^1][..12]} add more than {limits.MostBytes} bytes; the rest of them was not searched for secrets.");
        }

        // A patch holds the bytes of many files; what is not UTF-8 among them becomes signs that no secret has.
        return log.Text;
    }

    private static GitCall Call(SourceTree tree, HistoryLimits limits, params string[] arguments) =>
        new(arguments) { Folder = tree.Root, SafeDirectory = tree.Root, Timeout = limits.Timeout, MostOutput = limits.MostBytes };

    /// <summary>Remembers what it has reported, by a hash that leaves no memory of values behind.</summary>
    private sealed class PastLook(SourceTree tree, Detections found)
    {
        private readonly SecretScan _scan = new(SecretRules.Default);
        private readonly HashSet<(string Rule, string Value)> _seen = [];
        private readonly Dictionary<(string Rule, string Path, string Name), int> _ordinals = [];

        public void At(string log, CancellationToken stop)
        {
            foreach (var added in AddedLines.Read(new StringReader(log)))
            {
                stop.ThrowIfCancellationRequested();
                if (tree.Ignores(added.Path))
                    continue;
                var secrets = _scan.Of(added.Text, FileNature.Of(added.Path));
                if (secrets.Count > 0)
                    Report(added, [.. secrets.Where(secret => IsGone(added, secret))]);
            }
        }

        private void Report(AddedLines added, IReadOnlyList<Secret> secrets)
        {
            var allowed = new AllowComments(added.Text, added.Path, found);
            foreach (var detection in SecretDetections.Of(secrets, new(added.Text, 1), added.Path, added.Commit[..12]))
            {
                if (allowed.Of(detection) is not null)
                    continue;
                var name = detection.Subject.Split(" #")[0];
                var ordinal = _ordinals[(detection.Rule, added.Path, name)] = _ordinals.GetValueOrDefault((detection.Rule, added.Path, name)) + 1;
                // The line is that of the added text and means nothing in the checkout.
                found.Add(detection with { Line = null, Subject = $"{name}, removed{(ordinal == 1 ? "" : $" #{ordinal}")}" });
            }
        }

        private bool IsGone(AddedLines added, Secret secret)
        {
            var value = added.Text.AsSpan(secret.Start, secret.Length);
            if (!_seen.Add((secret.Rule, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToString()))))))
                return false;
            return tree.Find(added.Path) is not { } file || tree.TextIf(file, _ => true, 0) is not { } now || !now.AsSpan().Contains(value, StringComparison.Ordinal);
        }
    }
}

/// <summary>What the search of a history may cost; passing a limit is reported.</summary>
internal sealed record HistoryLimits
{
    public static HistoryLimits Default { get; } = new();

    public int MostCommits { get; init; } = 20_000;

    /// <summary>Of the patches of a hundred commits.</summary>
    public int MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>For a hundred commits.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);
}
