using System.Text;

namespace Cortex.Secrets;

/// <summary>
/// Lines as a program writes them, passed on in their order without secrets. Some are held back until more is known, so that a secret over several
/// lines is whole when it is looked for; standard output and error are looked at apart, since a line of the one may come between two of the other.
/// </summary>
/// <param name="to">Gets each line that may be seen.</param>
public sealed class RedactedLines(Action<string> to)
{
    /// <summary>Longer than the private keys that people have.</summary>
    private const int HeldBack = 32 * 1024;

    private const int Most = 4 * HeldBack;

    private readonly Lock gate = new();
    private List<(bool IsError, string Text)> lines = [];
    private int length;

    public void Add(string line, bool isError)
    {
        lock (gate)
        {
            lines.Add((isError, line));
            length += line.Length + 1;
            if (length >= Most)
                PassOn(HeldBack);
        }
    }

    /// <summary>Passes on what is held back: nothing more is coming.</summary>
    public void End()
    {
        lock (gate)
            PassOn(0);
    }

    private void PassOn(int held)
    {
        var shown = new string?[lines.Count];
        var until = lines.Count;
        for (var rest = 0; until > 0 && (rest += lines[until - 1].Text.Length + 1) <= held;)
            until--;
        foreach (var isError in (bool[])[false, true])
            until = Math.Min(until, Show(isError, shown, until));
        // One that is longer than all of what is held is passed on as far as it goes.
        if (until == 0)
            until = lines.Count;
        foreach (var line in shown.Take(until).OfType<string>())
            to(line);
        lines = lines[until..];
        length = lines.Sum(line => line.Text.Length + 1);
    }

    /// <summary>Fills in how the lines of one stream may be seen, null for those within a secret; returns where the first secret begins that goes on behind the place.</summary>
    private int Show(bool isError, string?[] shown, int until)
    {
        var mine = Enumerable.Range(0, lines.Count).Where(i => lines[i].IsError == isError).ToList();
        var text = string.Join('\n', mine.Select(i => lines[i].Text));
        var secrets = SecretRedaction.Find(text) ?? [(0, text.Length)];
        var (next, start) = (0, 0);
        foreach (var i in mine)
        {
            var end = start + lines[i].Text.Length;
            var (line, at, within) = (new StringBuilder(), start, false);
            for (; next < secrets.Count && secrets[next].Start <= end; next++)
            {
                var secret = secrets[next];
                within = secret.Start < start;
                if (!within)
                    line.Append(text, at, secret.Start - at).Append(SecretRedaction.Mark);
                at = Math.Min(secret.End, end);
                if (secret.End > end)
                {
                    until = i < until && LineAt(mine, secret.End) >= until ? i : until;
                    break;
                }
            }

            line.Append(text, at, end - at);
            shown[i] = within && line.Length == 0 ? null : line.ToString();
            start = end + 1;
        }

        return until;
    }

    /// <summary>The line in which a place of one stream's text is.</summary>
    private int LineAt(List<int> mine, int place)
    {
        var end = -1;
        foreach (var i in mine)
        {
            end += lines[i].Text.Length + 1;
            if (place <= end)
                return i;
        }

        return lines.Count;
    }
}
