using System.Text;

namespace Cortex.Cli.Packages;

/// <summary>The difference of two texts as `git apply` takes it. The shortest edit is found as in E. Myers, "An O(ND) Difference Algorithm" (1986).</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static string Of(string path, string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var text = new StringBuilder($"--- a/{path}\n+++ b/{path}\n");
        foreach (var hunk in Hunks(Edits(old, now)))
            Write(text, hunk, old, now);
        return text.ToString();
    }

    private static void Write(StringBuilder text, List<(char Sign, int Old, int New)> hunk, string[] old, string[] now)
    {
        var (removed, added) = (hunk.Count(e => e.Sign != '+'), hunk.Count(e => e.Sign != '-'));
        var (from, to) = (hunk[0].Old + (removed > 0 ? 1 : 0), hunk[0].New + (added > 0 ? 1 : 0));
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@@ -{from},{removed} +{to},{added} @@\n");
        foreach (var (sign, left, right) in hunk)
        {
            var line = sign == '+' ? now[right] : old[left];
            text.Append(sign).Append(line);
            if (!line.EndsWith('\n'))
                text.Append("\n\\ No newline at end of file\n");
        }
    }

    private static IEnumerable<List<(char Sign, int Old, int New)>> Hunks(List<(char Sign, int Old, int New)> edits)
    {
        for (var at = edits.FindIndex(e => e.Sign != ' '); at >= 0;)
        {
            var last = at;
            for (var next = at; next < edits.Count && next <= last + 2 * Context; next++)
                last = edits[next].Sign != ' ' ? next : last;
            var start = Math.Max(0, at - Context);
            yield return edits.GetRange(start, Math.Min(edits.Count, last + 1 + Context) - start);
            at = last + 1 < edits.Count ? edits.FindIndex(last + 1, e => e.Sign != ' ') : -1;
        }
    }

    private static List<(char Sign, int Old, int New)> Edits(string[] old, string[] now)
    {
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var edits = Enumerable.Range(0, head).Select(at => (' ', at, at)).ToList();
        edits.AddRange(Shortest(old.AsSpan(head, old.Length - head - tail), now.AsSpan(head, now.Length - head - tail))
            .Select(e => (e.Sign, e.Old + head, e.New + head)));
        edits.AddRange(Enumerable.Range(0, tail).Select(at => (' ', old.Length - tail + at, now.Length - tail + at)));
        return edits;
    }

    private static List<(char Sign, int Old, int New)> Shortest(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var reach = new Dictionary<int, int> { [1] = 0 };
        var trace = new List<Dictionary<int, int>>();
        for (var depth = 0; ; depth++)
        {
            trace.Add(new(reach));
            for (var diagonal = -depth; diagonal <= depth; diagonal += 2)
            {
                var x = Down(reach, diagonal, depth) ? reach[diagonal + 1] : reach[diagonal - 1] + 1;
                while (x < old.Length && x - diagonal < now.Length && old[x] == now[x - diagonal])
                    x++;
                reach[diagonal] = x;
                if (x >= old.Length && x - diagonal >= now.Length)
                    return Back(trace, old.Length, now.Length);
            }
        }
    }

    private static List<(char Sign, int Old, int New)> Back(List<Dictionary<int, int>> trace, int x, int y)
    {
        var edits = new List<(char, int, int)>();
        for (var depth = trace.Count - 1; x > 0 || y > 0; depth--)
        {
            var diagonal = x - y;
            var down = Down(trace[depth], diagonal, depth);
            var previous = down ? diagonal + 1 : diagonal - 1;
            var fromX = depth == 0 ? 0 : trace[depth][previous];
            var fromY = depth == 0 ? 0 : fromX - previous;
            while (x > fromX && y > fromY)
                edits.Add((' ', --x, --y));
            if (depth > 0)
                edits.Add(down ? ('+', x, --y) : ('-', --x, y));
        }
        edits.Reverse();
        return edits;
    }

    private static bool Down(Dictionary<int, int> reach, int diagonal, int depth) =>
        diagonal == -depth || (diagonal != depth && reach[diagonal - 1] < reach[diagonal + 1]);

    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[from..end]);
            from = end;
        }
        return [.. lines];
    }
}
