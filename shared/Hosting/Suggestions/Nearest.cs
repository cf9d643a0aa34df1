namespace Cortex.Hosting.Suggestions;

/// <summary>"Did you mean": the known name closest to a mistyped one.</summary>
public static class Nearest
{
    private const int LongestWord = 64;

    /// <summary>
    /// The known name with the fewest edits (optimal string alignment distance: insert, delete, replace, swap neighbours),
    /// case ignored; null when none is within a third of the longer word. Ties go to the name listed first.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
            return null;

        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var name in known)
        {
            var tolerated = Math.Max(1, Math.Max(word.Length, name.Length) / 3);
            if (name.Length is 0 or > LongestWord || Math.Abs(word.Length - name.Length) > tolerated)
                continue;
            var edits = Distance(word.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < fewest && edits <= tolerated && edits < name.Length)
                (nearest, fewest) = (name, edits);
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        var row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
