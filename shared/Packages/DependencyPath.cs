namespace Cortex.Packages;

/// <summary>Which of a file's own requests brings a package in.</summary>
public static class DependencyPath
{
    /// <summary>
    /// The shortest chain from a direct package to <paramref name="package"/>, both included, as purls; only the package when
    /// it is direct or its file does not say who asks for it. Of equally short chains the first in ordinal order.
    /// </summary>
    /// <param name="package">One of <paramref name="file"/>.</param>
    /// <param name="file">All packages of one file.</param>
    public static IReadOnlyList<string> To(PackageOccurrence package, IEnumerable<PackageOccurrence> file)
    {
        var byPurl = file.ToDictionary(p => p.Purl, StringComparer.Ordinal);
        var next = new Dictionary<string, string?>(StringComparer.Ordinal) { [package.Purl] = null };
        var waiting = new Queue<PackageOccurrence>([package]);
        while (waiting.TryDequeue(out var reached))
        {
            if (reached.Direct)
                return Chain(reached.Purl, next);
            foreach (var asker in reached.RequiredBy ?? [])
            {
                if (byPurl.TryGetValue(asker, out var found) && next.TryAdd(asker, reached.Purl))
                    waiting.Enqueue(found);
            }
        }
        return [package.Purl];
    }

    private static List<string> Chain(string from, Dictionary<string, string?> next)
    {
        var chain = new List<string>();
        for (string? at = from; at is not null; at = next[at])
            chain.Add(at);
        return chain;
    }
}
