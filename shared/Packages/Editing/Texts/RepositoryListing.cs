using System.Runtime.CompilerServices;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Texts;

/// <summary>Finds files that belong to what is edited; links are not followed.</summary>
internal static class RepositoryListing
{
    private const int MaxFiles = 100_000;

    // Walking a repository is slow, and a plan asks for many packages.
    private static readonly ConditionalWeakTable<RepositoryFiles, List<string>> Walked = [];

    private static readonly string[] Ends =
    [
        "/pyproject.toml", "/Cargo.toml", "/pom.xml", "/mix.exs", "/pubspec.yaml", "/gradle.properties",
        ".gradle", ".gradle.kts", ".versions.toml", ".lockfile",
    ];

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", ".gradle", ".idea", ".vs", ".venv", "venv", "bin", "obj", "build", "target", "node_modules", "vendor", "_build", "deps",
    };

    private static readonly EnumerationOptions Options = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>The files of one folder, in ordinal order.</summary>
    public static IReadOnlyList<string> In(RepositoryFiles tree, string folder, Func<string, bool> wanted)
    {
        var directory = new DirectoryInfo(tree.FullPath(folder));
        if (!directory.Exists)
            return [];
        return [.. directory.EnumerateFiles("*", Options)
            .Where(file => !RepositoryFiles.IsLink(file))
            .Select(file => RepositoryPath.Below(folder, file.Name))
            .Where(wanted)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The manifests of a folder and of those below it, in ordinal order.</summary>
    public static IReadOnlyList<string> Below(RepositoryFiles tree, string folder, Func<string, bool> wanted) =>
        [.. Walked.GetValue(tree, Walk).Where(path => (folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal)) && wanted(path))];

    /// <summary>Whether it is a program of a Gradle build, which may hold coordinates as texts: https://docs.gradle.org/current/userguide/sharing_build_logic_between_subprojects.html.</summary>
    public static bool IsBuildProgram(string path) =>
        ("/" + path).Contains("/buildSrc/", StringComparison.Ordinal)
        && (path.EndsWith(".kt", StringComparison.Ordinal) || path.EndsWith(".groovy", StringComparison.Ordinal) || path.EndsWith(".java", StringComparison.Ordinal));

    private static List<string> Walk(RepositoryFiles tree)
    {
        var found = new List<string>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var at) && found.Count < MaxFiles)
        {
            tree.Cancellation.ThrowIfCancellationRequested();
            found.AddRange(In(tree, at, path => IsBuildProgram(path) || Array.Exists(Ends, end => ("/" + path).EndsWith(end, StringComparison.Ordinal))));
            var directory = new DirectoryInfo(tree.FullPath(at));
            if (!directory.Exists)
                continue;
            foreach (var inner in directory.EnumerateDirectories("*", Options))
            {
                if (!RepositoryFiles.IsLink(inner) && !Skipped.Contains(inner.Name))
                    folders.Push(RepositoryPath.Below(at, inner.Name));
            }
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
