using System.Globalization;
using Cortex.Workspaces.Running;

namespace Cortex.Inventory.Discovery.History;

/// <summary>Reads the log of a checkout.</summary>
internal static class GitHistory
{
    private const int RecentDays = 90;

    public static async Task<RepositoryHistory> ReadAsync(Git git, string folder, CancellationToken stop)
    {
        try
        {
            var count = await AskAsync("rev-list", "--count", "HEAD");
            var last = await AskAsync("log", "-1", "--format=%cI", "HEAD");
            var authors = await AskAsync("shortlog", "--summary", "--numbered", "--email", "HEAD");
            var time = DateTimeOffset.TryParse(last, CultureInfo.InvariantCulture, out var parsed) ? parsed.UtcDateTime : (DateTime?)null;
            var recent = time is null ? null : await AskAsync("rev-list", "--count", $"--since={time.Value.AddDays(-RecentDays):yyyy-MM-ddTHH:mm:ssZ}", "HEAD");
            return new()
            {
                RecentCommits = int.TryParse(recent, out var count90) ? count90 : null,
                Commits = int.TryParse(count, out var commits) ? commits : null,
                LastActivity = time?.ToString("yyyy-MM-ddTHH:mm:ssZ"),
                Authors = ParseAuthors(authors),
                Links = ParseLinks(await AskAsync("ls-files", "--stage", "-z")),
            };
        }
        catch (GitException)
        {
            // A folder without a commit has no history; what is in it can be catalogued all the same.
            return RepositoryHistory.Unknown;
        }

        async Task<string> AskAsync(params string[] arguments) => (await git.RunAsync(new GitCall(arguments) { Folder = folder, MostOutput = 256 * 1024 * 1024 }, stop)).Text;
    }

    /// <summary>Entries of "MODE OBJECT STAGE(tab)PATH", ended by NUL.</summary>
    internal static HashSet<string> ParseLinks(string index) =>
    [
        .. from entry in index.Split('\0')
           where entry.StartsWith("120000 ", StringComparison.Ordinal)
           select entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..],
    ];

    /// <summary>Lines of "  12\tName &lt;address&gt;"; names of one address are one author.</summary>
    internal static IReadOnlyList<Author> ParseAuthors(string shortlog) =>
    [
        .. from line in shortlog.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let tab = line.IndexOf('\t', StringComparison.Ordinal)
           let open = line.LastIndexOf('<')
           where tab > 0 && open > tab && line.TrimEnd().EndsWith('>')
           let author = new Author(line[(tab + 1)..open].Trim(), line[(open + 1)..].TrimEnd('>', ' ', '\r').ToLowerInvariant(), int.TryParse(line[..tab].Trim(), out var n) ? n : 0)
           group author by author.Email into same
           let commits = same.Sum(a => a.Commits)
           orderby commits descending, same.Key
           select same.OrderByDescending(a => a.Commits).ThenBy(a => a.Name, StringComparer.Ordinal).First() with { Commits = commits },
    ];
}
