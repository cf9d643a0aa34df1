using System.Text.RegularExpressions;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Targets;

/// <summary>
/// Edits a targets file by lines, so that comments, order, indentation and line ends stay. The outcome is read again: where it does not
/// say exactly what was wanted, nothing is edited.
/// </summary>
internal static partial class TargetsText
{
    private const int Step = 2;

    /// <summary>The target becomes the last of its group, and a group that is not there the last of the file.</summary>
    public static string Add(string path, string text, string group, string target)
    {
        var file = TargetsFile.Parse(path, text);
        var lines = Lines(text);
        var hint = $"write '- {target}' below the group '{group}' yourself";
        var known = file.Groups.FirstOrDefault(g => g.Name == group);
        if (known is not null)
            Insert(lines, known.LastLine, [Line(EntryIndent(file, known), Entry(target))]);
        else if (file.Groups is [.., var last])
            Insert(lines, AfterComments(lines, last), Group(last.Indent, EntryIndent(file, last) - last.Indent, group, target));
        else if (file.Line is { } line)
            Insert(lines, line, Group(Step, Step, group, target));
        else
            Insert(lines, lines.Count, ["groups:", .. Group(Step, Step, group, target)]);

        var added = new TargetEntry(target, 0, [], []);
        IEnumerable<TargetGroup> expected = known is null
            ? [.. file.Groups, new TargetGroup(group, [added])]
            : file.Groups.Select(g => g == known ? g with { Entries = [.. g.Entries, added] } : g);
        return Checked(path, string.Concat(lines), expected, hint);
    }

    public static string Remove(string path, string text, string group, string target)
    {
        var file = TargetsFile.Parse(path, text);
        var lines = Lines(text);
        var entry = file.Groups.Single(g => g.Name == group).Entries.Single(e => e.Target == target);
        var hint = $"remove '{target}' in line {entry.Line} yourself";
        var first = entry.Indent is { } indent && entry.LastLine <= lines.Count ? lines.FindLastIndex(entry.Line - 1, line => line.Length > indent && line[indent] == '-') : -1;
        if (first < 0)
            throw Refused(path, hint);
        lines.RemoveRange(first, entry.LastLine - first);
        var expected = file.Groups.Select(g => g.Name == group ? g with { Entries = [.. g.Entries.Where(e => e != entry)] } : g);
        return Checked(path, string.Concat(lines), expected, hint);
    }

    /// <summary>The target as an item of a list.</summary>
    public static string Entry(string target) => $"- {Scalar(target)}";

    private static string Checked(string path, string edited, IEnumerable<TargetGroup> expected, string hint)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(edited) > TargetsFile.MostBytes)
            throw CommandFailure.Usage($"{path} would be larger than {TargetsFile.MostBytes / 1024} KiB; name a folder of repositories instead of each of them");
        try
        {
            if (Meaning(TargetsFile.Parse(path, edited).Groups).SequenceEqual(Meaning(expected), StringComparer.Ordinal))
                return edited;
        }
        catch (CommandFailure)
        {
            // What was written in another way than a target a line has become unreadable; it is told as that.
        }

        throw Refused(path, hint);
    }

    private static IEnumerable<string> Meaning(IEnumerable<TargetGroup> groups) =>
        groups.SelectMany(g => g.Entries.Select(e => string.Join('\n', [e.Target, "+", .. e.Include, "-", .. e.Exclude])).Prepend("\n" + g.Name));

    private static CommandFailure Refused(string path, string hint) =>
        CommandFailure.Usage($"{path} is not written one target a line, and is not edited", $"Put each target on a line of its own, with a hyphen before it; or {hint}.");

    private static int EntryIndent(TargetsFile file, TargetGroup group)
    {
        if (group.Entries is [.., { Indent: { } indent }])
            return indent;
        var other = file.Groups.FirstOrDefault(g => g.Entries is [{ Indent: not null }, ..]);
        return group.Indent + (other is null ? Step : other.Entries[0].Indent!.Value - other.Indent);
    }

    /// <summary>Comments below a group's last target that stand further in than its name belong to it.</summary>
    private static int AfterComments(List<string> lines, TargetGroup group)
    {
        var at = group.LastLine;
        while (at < lines.Count && lines[at].TrimStart(' ') is ['#', ..] comment && lines[at].Length - comment.Length > group.Indent)
            at++;
        return at;
    }

    private static string[] Group(int indent, int step, string name, string target) =>
        [Line(indent, Scalar(name) + ":"), Line(indent + step, Entry(target))];

    private static string Line(int indent, string text) => new string(' ', indent) + text;

    /// <summary>Each with its end of line.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is var newline and >= 0 ? newline + 1 : text.Length;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }

    private static void Insert(List<string> lines, int at, string[] fresh)
    {
        var newline = lines is [[.., '\r', '\n'], ..] ? "\r\n" : "\n";
        at = Math.Min(at, lines.Count);
        var isOpen = at == lines.Count && lines is [.., [.., not '\n']];
        if (isOpen)
            lines[^1] += newline;
        lines.InsertRange(at, fresh.Select((line, i) => isOpen && i == fresh.Length - 1 ? line : line + newline));
    }

    private static string Scalar(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[A-Za-z0-9_./]([A-Za-z0-9_./:@~+%=-]*[A-Za-z0-9_./@~+%=-])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
