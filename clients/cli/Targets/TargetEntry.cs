using System.IO.Enumeration;
using Cortex.Cli.Commanding;
using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

/// <summary>A line of a group: a repository, or a folder of repositories with the names that are wanted of it.</summary>
internal sealed record TargetEntry(string Target, int Line, IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    public int LastLine { get; init; } = Line;

    /// <summary>Characters before its hyphen; null in brackets, where it has none.</summary>
    public int? Indent { get; init; }

    public IEnumerable<string> Resolve(string file, string folder)
    {
        var (places, problem) = Find(folder);
        return problem is null ? places : throw CommandFailure.Usage($"{file}:{Line}: '{Target}': {problem}");
    }

    /// <summary>Absolute paths and URLs, or why there are none.</summary>
    public (IReadOnlyList<string> Places, string? Problem) Find(string folder) => TargetInput.Parse(Target) switch
    {
        TargetInput.Remote remote when Include.Count + Exclude.Count == 0 => ([remote.Url], null),
        TargetInput.Remote => ([], "include and exclude choose from a folder of repositories, and this is a URL"),
        TargetInput.Folder found => Below(TargetPlace.Absolute(found.Path, folder)),
        TargetInput.Refused refused => ([], refused.Reason),
        _ => throw new InvalidOperationException("An input is a folder, a remote or refused."),
    };

    private (IReadOnlyList<string> Places, string? Problem) Below(string path)
    {
        if (!Directory.Exists(path))
            return ([], $"{path} does not exist; check the spelling, or clone the repository there");
        if (Include.Count + Exclude.Count == 0)
            return ([path], null);
        try
        {
            var chosen = Directory.EnumerateDirectories(path)
                .Where(child => Path.Exists(Path.Combine(child, ".git")) && IsWanted(Path.GetFileName(child))).Order(StringComparer.Ordinal).ToList();
            return chosen.Count > 0 ? (chosen, null) : ([], $"no repository directly below {path} is left by include and exclude");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], $"{path} cannot be read: {e.Message}");
        }
    }

    private bool IsWanted(string name) =>
        (Include.Count == 0 || Include.Any(pattern => Matches(pattern, name))) && !Exclude.Any(pattern => Matches(pattern, name));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
