using Cortex.Packages.Npm.Yarn;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm.Yarn;

/// <summary>Yarn 1 and later Yarns write a lockfile of one name in two layouts.</summary>
internal static class YarnLockEdits
{
    public static INpmLockEdit Open(Edits edits, PackageUpgrade upgrade, string path)
    {
        var text = edits.Text(path);
        ConflictMarkers.Refuse(text);
        var parsed = YarnLockParser.Parse(edits.Read(path), edits.Tree.Limits, edits.Tree.Cancellation);
        return parsed.Classic
            ? new YarnClassicLockEdit(edits, upgrade, path, parsed)
            : new YarnBerryLockEdit(edits, upgrade, path, parsed);
    }

    /// <summary>Who asks for the package and gets the version that shall go.</summary>
    public static IEnumerable<NpmAsker> Askers(YarnLock file, PackageUpgrade upgrade) =>
        from entry in file.Entries
        where entry.Workspace is null
        from dependency in entry.Dependencies
        where file.Find(dependency.Name, dependency.Range) is { } found && IsOld(found, upgrade)
        select new NpmAsker(entry.Name, dependency.Name, NpmWant.Parse(dependency.Name, dependency.Range).Range);

    public static bool IsOld(YarnEntry entry, PackageUpgrade upgrade) => entry.Name == upgrade.Name && entry.Version == upgrade.From && entry.Workspace is null;

    public static bool IsOther(YarnEntry entry, PackageUpgrade upgrade) =>
        entry.Name == upgrade.Name && entry.Workspace is null && entry.Version != upgrade.From && entry.Version != upgrade.To;

    public static string? VersionOf(YarnLock file, string key, string wanted) => file.Find(key, wanted.Trim())?.Version;

    /// <summary>The lines of a lockfile with their ends, which are written back as they are.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[from..end]);
            from = end;
        }
        return lines;
    }

    /// <summary>The number of lines that an entry takes from its header on, and of the empty ones behind it.</summary>
    public static (int Body, int All) Length(List<string> lines, int header)
    {
        var end = header + 1;
        while (end < lines.Count && lines[end].StartsWith(' '))
            end++;
        var body = end - header;
        while (end < lines.Count && lines[end].Trim().Length == 0)
            end++;
        return (body, end - header);
    }
}
