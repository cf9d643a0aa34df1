using Cortex.Cli.Commanding;
using Cortex.Hosting.Suggestions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Cli.Targets;

/// <summary>targets.yaml: the repositories of a team, named once, in groups. Paths start at the file's folder.</summary>
internal sealed record TargetsFile(string Path, IReadOnlyList<TargetGroup> Groups)
{
    public const string Name = "targets.yaml";
    private const int MostBytes = 256 * 1024;

    public static TargetsFile Read(string path)
    {
        if (Directory.Exists(path))
            throw CommandFailure.Usage($"{path} is a folder", $"Name the file in it: {System.IO.Path.Combine(path, Name)}");
        if (!File.Exists(path))
            throw CommandFailure.Usage($"there is no file {path}", "A targets file has a line 'groups:', below it a group's name, below that its targets as a list.");
        if (new FileInfo(path).Length > MostBytes)
            throw CommandFailure.Usage($"{path} is larger than {MostBytes / 1024} KiB; name a folder of repositories instead of each of them");
        try
        {
            using var reader = File.OpenText(path);
            return new TargetsFile(path, new TargetsReader(path, new Parser(reader)).Groups());
        }
        catch (YamlException e)
        {
            throw CommandFailure.Usage($"{path}:{e.Start.Line}: {e.Message}");
        }
    }

    /// <summary>The targets of a group, or of all groups when none is named: each once, as absolute paths and URLs.</summary>
    public IReadOnlyList<string> Resolve(string? group)
    {
        var chosen = group is null ? Groups : [.. Groups.Where(g => g.Name == group)];
        if (group is not null && chosen.Count == 0)
        {
            var names = Groups.Select(g => g.Name).ToList();
            throw CommandFailure.Usage($"{Path} has no group '{group}'", Nearest.Of(group, names) is { } near ? $"Did you mean '{near}'?" : names.Count == 0 ? "It has none." : $"It has {string.Join(", ", names)}.");
        }

        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        List<string> targets = [.. chosen.SelectMany(g => g.Entries).SelectMany(entry => entry.Resolve(Path, folder)).Distinct(StringComparer.Ordinal)];
        return targets.Count > 0 ? targets : throw CommandFailure.Usage($"{Path} names no target{(group is null ? "" : $" in the group '{group}'")}", "Add one below the group's name: '- path-or-URL'.");
    }
}

internal sealed record TargetGroup(string Name, IReadOnlyList<TargetEntry> Entries);
