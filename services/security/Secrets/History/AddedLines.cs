using System.Globalization;
using System.Text;

namespace Cortex.Security.Secrets.History;

/// <summary>What one commit added to one file.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="Path">The file, after the commit.</param>
/// <param name="Text">The added lines; an empty line stands for what lies between them.</param>
internal sealed record AddedLines(string Commit, string Path, string Text)
{
    /// <summary>Begins the line that names a commit; a patch has no such line, since each of its lines has a sign before it.</summary>
    public const string CommitMark = "commit:";

    /// <summary>Reads a log with patches: <c>git log -p --format=commit:%H</c>.</summary>
    public static IEnumerable<AddedLines> Read(TextReader log)
    {
        string? commit = null, path = null;
        var text = new StringBuilder();
        var left = 0;
        while (log.ReadLine() is { } line)
        {
            if (left > 0 && line.StartsWith('+'))
            {
                text.Append(line, 1, line.Length - 1).Append('\n');
                left--;
                continue;
            }

            if (line.StartsWith("@@ ", StringComparison.Ordinal))
            {
                left = Count(line);
                text.Append('\n');
                continue;
            }

            if (!line.StartsWith(CommitMark, StringComparison.Ordinal) && !line.StartsWith("diff --git ", StringComparison.Ordinal) && !line.StartsWith("+++ ", StringComparison.Ordinal))
                continue;
            if (commit is not null && path is not null && text.Length > 0)
                yield return new(commit, path, text.ToString());
            text.Clear();
            left = 0;
            if (line.StartsWith(CommitMark, StringComparison.Ordinal))
                (commit, path) = (line[CommitMark.Length..], null);
            else
                path = line.StartsWith("+++ b/", StringComparison.Ordinal) ? line[6..].TrimEnd('\t') : null;
        }

        if (commit is not null && path is not null && text.Length > 0)
            yield return new(commit, path, text.ToString());
    }

    /// <summary>The lines that a hunk adds: "@@ -1,2 +3,4 @@" has four.</summary>
    private static int Count(string hunk)
    {
        var plus = hunk.IndexOf('+', StringComparison.Ordinal);
        var end = plus < 0 ? -1 : hunk.IndexOf(' ', plus);
        if (end < 0)
            return 0;
        var comma = hunk.IndexOf(',', plus);
        return comma < 0 || comma > end ? 1 : int.TryParse(hunk.AsSpan(comma + 1, end - comma - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }
}
