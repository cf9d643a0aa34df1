using System.Globalization;

namespace Cortex.Inventory.Discovery.History;

/// <summary>Reads the log of a checkout with git.</summary>
internal static class GitHistory
{
    public static async Task<RepositoryHistory> ReadAsync(string folder, CancellationToken stop)
    {
        var count = await GitCommand.RunAsync(folder, ["rev-list", "--count", "HEAD"], stop);
        var last = await GitCommand.RunAsync(folder, ["log", "-1", "--format=%cI", "HEAD"], stop);
        var authors = await GitCommand.RunAsync(folder, ["shortlog", "--summary", "--numbered", "--email", "HEAD"], stop);
        if (count is null || last is null || authors is null)
            return RepositoryHistory.Unknown;
        return new()
        {
            Commits = int.TryParse(count.Trim(), out var commits) ? commits : null,
            LastActivity = DateTimeOffset.TryParse(last.Trim(), CultureInfo.InvariantCulture, out var time) ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") : null,
            Authors = ParseAuthors(authors),
        };
    }

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
