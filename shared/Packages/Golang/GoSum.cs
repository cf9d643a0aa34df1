using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>go.sum and go.work.sum: https://go.dev/ref/mod#go-sum-files.</summary>
internal static class GoSum
{
    /// <summary>Lists the modules whose contents the file knows, but for those that are listed already; nothing when it is not there.</summary>
    public static void List(RepositoryFiles tree, string path, HashSet<(string, string?)> listed, ScanResults results)
    {
        if (!tree.Exists(path) || !tree.Claim(path))
            return;
        try
        {
            var packages = new GoPackages(path, results);
            foreach (var (module, version, line) in Lines(tree, path))
            {
                if (!listed.Contains((module, GoModule.Version(version))))
                    packages.Add(module, version, line, direct: false);
            }
            packages.AddToResults();
        }
        catch (UnreadableException e)
        {
            results.Unreadable(path, e.Line, e.Message);
        }
    }

    private static List<(string Module, string Version, int Line)> Lines(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var found = new List<(string, string, int)>();
        var text = Encoding.UTF8.GetString(Json.Utf8Of(bytes));
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            if (number % 1024 == 0)
                tree.Cancellation.ThrowIfCancellationRequested();
            var words = text[range].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words.Length != 3)
                throw new UnreadableException("A line is a module, a version and a hash; run 'go mod tidy'.", number);
            // The go.mod of a version is known of many that are not used.
            if (words[1].EndsWith("/go.mod", StringComparison.Ordinal))
                continue;
            if (found.Count == tree.Limits.MaxPackages)
                throw new UnreadableException($"The file lists more than {tree.Limits.MaxPackages} modules; raise the limit or remove the file.", number);
            found.Add((words[0], words[1], number));
        }
        return found;
    });
}
