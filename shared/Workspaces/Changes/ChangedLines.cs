using System.Globalization;
using System.Text.RegularExpressions;

namespace Cortex.Workspaces.Changes;

/// <summary>A span of lines of the target's file that a change replaces; an insertion after line 7 is empty and begins at 8.</summary>
public readonly record struct LineSpan(int From, int Count)
{
    /// <summary>The spans are at most <paramref name="between"/> unchanged lines apart; 0 means that they overlap or touch.</summary>
    public bool IsNear(LineSpan other, int between) => From <= other.From + other.Count + between && other.From <= From + Count + between;
}

/// <summary>The lines a change replaces, by file, read from <c>git diff --unified=0</c>. A file that is binary, created or deleted counts as a whole.</summary>
public sealed partial class ChangedLines
{
    private static readonly LineSpan Whole = new(0, int.MaxValue / 4);

    private readonly Dictionary<string, List<LineSpan>> _files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Files => _files.Keys;

    public static ChangedLines Parse(string diff)
    {
        var lines = new ChangedLines();
        List<LineSpan>? spans = null;
        var inHunk = 0;
        foreach (var line in diff.Split('\n'))
        {
            // The lines of a hunk are counted, so that content that looks like a header is not taken for one.
            if (inHunk > 0 && line is ['+' or '-', ..])
                inHunk--;
            else if (line.StartsWith("diff --git ", StringComparison.Ordinal))
                spans = lines.Begin(line);
            else if (Hunk().Match(line) is { Success: true } hunk && spans is not null)
            {
                var (from, count, added) = (Number(hunk, "from", 0), Number(hunk, "count", 1), Number(hunk, "added", 1));
                spans.Add(count == 0 ? new LineSpan(from + 1, 0) : new LineSpan(from, count));
                inHunk = count + added;
            }
            else if (spans is not null && (line.StartsWith("Binary files ", StringComparison.Ordinal) || line.StartsWith("new file mode ", StringComparison.Ordinal)
                || line.StartsWith("deleted file mode ", StringComparison.Ordinal) || line.StartsWith("old mode ", StringComparison.Ordinal)))
                spans.Add(Whole);
        }

        return lines;
    }

    /// <summary>Files in which both changes replace lines that are at most <paramref name="between"/> unchanged lines apart.</summary>
    public IReadOnlyList<string> Near(ChangedLines other, int between) =>
    [
        .. _files.Where(file => other._files.TryGetValue(file.Key, out var spans) && file.Value.Exists(mine => spans.Exists(its => mine.IsNear(its, between))))
            .Select(file => file.Key).Order(StringComparer.Ordinal),
    ];

    private List<LineSpan> Begin(string header)
    {
        // With --no-renames and --no-prefix both names are the same: diff --git NAME NAME.
        var names = header["diff --git ".Length..];
        var spans = new List<LineSpan>();
        _files[names[..((names.Length - 1) / 2)]] = spans;
        return spans;
    }

    private static int Number(Match hunk, string group, int otherwise) =>
        hunk.Groups[group] is { Success: true, Value: var text } ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue / 8 : otherwise;

    [GeneratedRegex(@"^@@ -(?<from>\d+)(,(?<count>\d+))? \+\d+(,(?<added>\d+))? @@", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hunk();
}
