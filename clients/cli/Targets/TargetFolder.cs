using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

/// <summary>A folder as a target: a git repository, or one that has some directly below.</summary>
internal static class TargetFolder
{
    /// <summary>Empty when there is none.</summary>
    public static IReadOnlyList<string> Repositories(string path) => LocalRepository.IsRoot(path) ? [path] : LocalRepository.Below(path);

    /// <summary>Why a folder is no target, and what to do; null when it is one.</summary>
    public static string? Problem(string path)
    {
        if (File.Exists(path))
            return $"{path} is a file; name the folder of a git repository";
        if (!Directory.Exists(path))
            return $"{path} does not exist; check the spelling, or clone the repository there";
        try
        {
            if (Repositories(path).Count > 0)
                return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {e.Message}";
        }

        return LocalRepository.RootAround(path) is { } root
            ? $"{path} is a folder inside the repository {root}; name the repository itself"
            : $"{path} is no git repository, and there is none directly below it; run 'git init' and commit, or name another folder";
    }
}
