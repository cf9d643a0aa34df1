using Cortex.Cli.Commanding;
using Cortex.Hosting.Suggestions;
using YamlDotNet.Core;

namespace Cortex.Cli.Targets;

/// <summary>targets.yaml: the repositories of a team, named once, in groups. Paths start at the file's folder.</summary>
internal sealed record TargetsFile(string Path, IReadOnlyList<TargetGroup> Groups)
{
    public const string Name = "targets.yaml";
    public const int MostBytes = 256 * 1024;

    /// <summary>Of 'groups:'; null where it is missing.</summary>
    public int? Line { get; init; }

    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    public static TargetsFile Read(string path)
    {
        if (Directory.Exists(path))
            throw CommandFailure.Usage($"{path} is a folder", $"Name the file in it: {System.IO.Path.Combine(path, Name)}");
        if (!File.Exists(path))
            throw CommandFailure.Usage($"there is no file {path}", "A targets file has a line 'groups:', below it a group's name, below that its targets as a list.");
        if (new FileInfo(path).Length > MostBytes)
            throw CommandFailure.Usage($"{path} is larger than {MostBytes / 1024} KiB; name a folder of repositories instead of each of them");
        return Parse(path, File.ReadAllText(path));
    }

    public static TargetsFile Parse(string path, string text)
    {
        try
        {
            using var reader = new StringReader(text);
            var events = new TargetsReader(path, new Parser(reader));
            var groups = events.Groups();
            return new TargetsFile(path, groups) { Line = events.GroupsLine };
        }
        catch (YamlException e)
        {
            throw CommandFailure.Usage($"{path}:{e.Start.Line}: {e.Message}");
        }
    }

    /// <summary>The group of that name, or all of them when none is named.</summary>
    public IReadOnlyList<TargetGroup> Chosen(string? group)
    {
        IReadOnlyList<TargetGroup> chosen = group is null ? Groups : [.. Groups.Where(g => g.Name == group)];
        if (group is null || chosen.Count > 0)
            return chosen;
        var names = Groups.Select(g => g.Name).ToList();
        throw CommandFailure.Usage($"{Path} has no group '{group}'", Nearest.Of(group, names) is { } near ? $"Did you mean '{near}'?" : names.Count == 0 ? "It has none." : $"It has {string.Join(", ", names)}.");
    }

    /// <summary>The targets of a group, or of all groups when none is named: each once, as absolute paths and URLs.</summary>
    public IReadOnlyList<string> Resolve(string? group)
    {
        List<string> targets = [.. Chosen(group).SelectMany(g => g.Entries).SelectMany(entry => entry.Resolve(Path, Folder)).Distinct(StringComparer.Ordinal)];
        return targets.Count > 0
            ? targets
            : throw CommandFailure.Usage($"{Path} names no target{(group is null ? "" : $" in the group '{group}'")}", "Add one with 'cortex target add PATH_OR_URL', or below the group's name: '- path-or-URL'.");
    }
}

internal sealed record TargetGroup(string Name, IReadOnlyList<TargetEntry> Entries)
{
    /// <summary>Of its name.</summary>
    public int Line { get; init; }

    /// <summary>Characters before its name.</summary>
    public int Indent { get; init; }

    public int LastLine => Entries.Count > 0 ? Entries[^1].LastLine : Line;
}
