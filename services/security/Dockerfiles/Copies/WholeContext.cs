using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Files;

namespace Cortex.Security.Dockerfiles.Copies;

/// <summary>COPY of everything, the repository's history included.</summary>
internal static class WholeContext
{
    public static void Look(DockerfileLook look)
    {
        if (!BuildsAtRoot(look) || LeavesHistoryOut(look))
            return;
        foreach (var stage in look.Stages)
        {
            foreach (var copy in stage.Instructions.Where(i => i.Keyword is "COPY" or "ADD" && i.Flag("from") is null && look.Reaches(stage, i)))
            {
                if (copy.Words is [.. var sources, _] && sources.Any(IsWhole) && !copy.Flags.Any(flag => flag.Name == "exclude" && IsHistory(flag.Value)))
                    look.Report("whole-context-copied", stage, copy, $"{copy.Keyword} {copy.Words[0]} takes all of the repository, with its history in .git, into the image; list .git and what else is not needed in .dockerignore, or copy by name.");
            }
        }
    }

    private static bool IsWhole(string source) => source is "." or "./" or "/" or "*" or "./*";

    private static bool IsHistory(string pattern) => pattern.TrimStart('/').TrimStart('.', '/').TrimEnd('/') is "git" or "*/.git" or "**/.git" or "git/**" or "git*" or "" or "*" or "**";

    /// <summary>Only there is the history; a Dockerfile below is built there when it copies what only the root has.</summary>
    private static bool BuildsAtRoot(DockerfileLook look)
    {
        if (look.File.Folder.Length == 0)
            return true;
        var named = look.Stages.SelectMany(stage => stage.Instructions)
            .Where(i => i.Keyword is "COPY" or "ADD" && i.Flag("from") is null)
            .SelectMany(i => i.Words.Take(Math.Max(0, i.Words.Length - 1)))
            .Where(source => !IsWhole(source))
            .Select(source => source.TrimStart('/'))
            .ToList();
        return named.Exists(source => Exists(look.Tree, "", source) && !Exists(look.Tree, look.File.Folder, source));
    }

    private static bool Exists(SourceTree tree, string folder, string source) =>
        SourcePath.Combine(folder, source) is { } path && (tree.Find(path) is not null || tree.HasFolder(path));

    /// <summary>The last pattern that fits decides: https://docs.docker.com/build/concepts/context/#dockerignore-files.</summary>
    private static bool LeavesHistoryOut(DockerfileLook look)
    {
        var file = look.Tree.Find(look.File.Path + ".dockerignore") ?? look.Tree.Find(".dockerignore") ?? look.Tree.Find(".containerignore");
        if (file is null || look.Tree.Text(file) is not { } text)
            return false;
        var leftOut = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
                continue;
            if (line[0] == '!' ? IsHistory(line[1..]) : IsHistory(line))
                leftOut = line[0] != '!';
        }

        return leftOut;
    }
}
