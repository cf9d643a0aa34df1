using Cortex.Contracts.Targets;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.History;

namespace Cortex.Inventory.Discovery.Repositories;

internal static class RepositoryDiscovery
{
    /// <summary>Properties that move with nearly every commit. They are kept up to date, and a repository in which nothing else differs has not changed.</summary>
    public static IReadOnlySet<string> Volatile { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "authors", "commits", "commitsIn90Days", "files", "ignoredFiles", "languages", "lastActivity", "lines", "mainLanguage" };

    public static void Discover(SourceTree tree, Target target, RepositoryHistory history, string ownership, ScanRecord record)
    {
        var languages = Languages.CountAll(tree);
        var (licenseFile, license) = Licenses.Find(tree);
        var submodules = Submodules.Discover(tree, record);
        record.DescribeRepository(record.Identity[(record.Identity.LastIndexOf('/') + 1)..],
        [
            ("identity", record.Identity),
            ("defaultBranch", target.Branch),
            ("mainLanguage", languages.Where(l => l.Programming).Concat(languages).Select(l => l.Name).FirstOrDefault()),
            ("languages", string.Join(", ", languages.Select(l => $"{l.Name} {l.Lines} lines in {l.Files} files"))),
            ("files", tree.Files.Count.ToString()),
            ("ignoredFiles", tree.Ignored == 0 ? null : tree.Ignored.ToString()),
            ("lines", languages.Sum(l => l.Lines).ToString()),
            ("license", license),
            ("licenseFile", licenseFile),
            ("commits", history.Commits?.ToString()),
            ("commitsIn90Days", history.RecentCommits?.ToString()),
            ("lastActivity", history.LastActivity),
            ("authors", history.Authors.Count == 0 ? null : history.Authors.Count.ToString()),
            ("ownership", ownership),
            ("submodules", string.Join(", ", submodules)),
        ]);
    }
}
