using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

/// <summary>Where a target is: two ways to write the same place come to one.</summary>
internal static class TargetPlace
{
    public static string Of(string target, string folder) => TargetInput.Parse(target) switch
    {
        TargetInput.Folder found => Absolute(found.Path, folder),
        TargetInput.Remote remote => WithoutSuffix(remote.Url),
        _ => target,
    };

    public static string Absolute(string path, string folder)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));
    }

    /// <summary>As a targets file in the folder says it: from there when it is below, otherwise in full.</summary>
    public static string Written(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        if (Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return path;
        // A colon would make a host of what stands before it, and a tilde the home folder.
        return relative.Contains(':', StringComparison.Ordinal) || relative.StartsWith('~') ? "./" + relative : relative;
    }

    private static string WithoutSuffix(string url)
    {
        url = url.TrimEnd('/');
        return url.EndsWith(".git", StringComparison.Ordinal) ? url[..^".git".Length] : url;
    }
}
