using System.IO.Enumeration;
using Cortex.Cli.Commanding;
using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

/// <summary>A line of a group: a repository, or a folder of repositories with the names that are wanted of it.</summary>
internal sealed record TargetEntry(string Target, int Line, IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    public IEnumerable<string> Resolve(string file, string folder) => TargetInput.Parse(Target) switch
    {
        TargetInput.Remote remote when Include.Count + Exclude.Count == 0 => [remote.Url],
        TargetInput.Remote => throw Wrong(file, "include and exclude choose from a folder of repositories, and this is a URL"),
        TargetInput.Folder found => Below(file, Absolute(found.Path, folder)),
        TargetInput.Refused refused => throw Wrong(file, refused.Reason),
        _ => throw new InvalidOperationException("An input is a folder, a remote or refused."),
    };

    private IEnumerable<string> Below(string file, string path)
    {
        if (!Directory.Exists(path))
            throw Wrong(file, $"{path} does not exist; check the spelling, or clone the repository there");
        if (Include.Count + Exclude.Count == 0)
            return [path];
        var chosen = Directory.EnumerateDirectories(path)
            .Where(child => Path.Exists(Path.Combine(child, ".git")) && IsWanted(Path.GetFileName(child))).Order(StringComparer.Ordinal).ToList();
        return chosen.Count > 0 ? chosen : throw Wrong(file, $"no repository directly below {path} is left by include and exclude");
    }

    private bool IsWanted(string name) =>
        (Include.Count == 0 || Include.Any(pattern => Matches(pattern, name))) && !Exclude.Any(pattern => Matches(pattern, name));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static string Absolute(string path, string folder)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));
    }

    private CommandFailure Wrong(string file, string why) => CommandFailure.Usage($"{file}:{Line}: '{Target}': {why}");
}
