using System.Text;
using Cortex.Secrets;

namespace Cortex.Workers.Launching.Output;

/// <summary>
/// One stream of an attempt on its way to its log: text goes in as it comes, and out without secrets. Lines are looked at in batches, together with some
/// of what was before them, so that a value is known by a name on an earlier line.
/// </summary>
/// <param name="known">Taken out wherever they stand.</param>
/// <param name="to">Gets what may be stored.</param>
internal sealed class RedactedOutput(KnownValues known, Action<string> to)
{
    private const int Batch = 32 * 1024;
    private const int Before = 4 * 1024;

    /// <summary>Of a line that has no end yet this much is kept back: longer than any secret that stands on one line.</summary>
    private const int Margin = 8 * 1024;

    private const int LongestLine = 256 * 1024;

    private readonly StringBuilder _pending = new();
    private readonly KeyBlock _keys = new();
    private string _before = "";
    private int _line;
    private long _leftOut;
    private bool _within;

    /// <summary>Something waits for more, or for <see cref="Quiet"/>.</summary>
    public bool Waits => _pending.Length > 0;

    public void Add(string text)
    {
        foreach (var part in Parts(text))
        {
            _pending.Append(part);
            if (_pending.Length >= Batch)
                PassOn(_pending.ToString(), LastLine());
        }
    }

    /// <summary>Nothing has come for a while: complete lines are passed on, and the words of an incomplete one but for the last, which may go on.</summary>
    public void Quiet()
    {
        var text = _pending.ToString();
        var lines = text.LastIndexOf('\n') + 1;
        var rest = text.AsSpan(lines);
        var words = _keys.IsOpen || rest.Contains("---", StringComparison.Ordinal) ? 0 : rest.LastIndexOfAny(' ', '\t') + 1;
        PassOn(text, lines + words);
    }

    public void End()
    {
        PassOn(_pending.ToString(), _pending.Length);
        if (_leftOut > 0)
            to(LeftOut());
    }

    /// <summary>Without the parts of lines that are too long.</summary>
    private IEnumerable<string> Parts(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) + 1;
            var length = (end == 0 ? text.Length : end) - at;
            var fits = Math.Clamp(LongestLine - _line, 0, end == 0 ? length : length - 1);
            if (fits > 0)
                yield return text.Substring(at, fits);
            _line += fits;
            _leftOut += (end == 0 ? length : length - 1) - fits;
            at += length;
            if (end == 0)
                continue;
            yield return _leftOut > 0 ? LeftOut() + "\n" : "\n";
            (_line, _leftOut) = (0, 0);
        }
    }

    private string LeftOut() => $" [{_leftOut} more characters of this line are left out]";

    private int LastLine() => _pending.ToString().LastIndexOf('\n') + 1 is > 0 and var end ? end : Math.Max(0, _pending.Length - Margin);

    /// <summary>Passes on what is pending up to a place, or up to the end of a secret that goes on behind it.</summary>
    private void PassOn(string text, int until)
    {
        if (until == 0)
            return;
        var ready = _before + WithoutKeys(text[..until]);
        var whole = ready + text[until..];
        var (clean, at) = (new StringBuilder(until), _before.Length);
        foreach (var (start, end) in Secrets(whole))
        {
            if (end <= at || start >= ready.Length)
                continue;
            clean.Append(whole, at, Math.Max(0, start - at)).Append(SecretRedaction.Mark);
            at = end;
        }

        if (at < ready.Length)
            clean.Append(whole, at, ready.Length - at);
        at = Math.Max(at, ready.Length);
        _pending.Remove(0, until + at - ready.Length);
        _before = whole[Math.Max(0, at - Before)..at];
        to(clean.ToString());
    }

    private string WithoutKeys(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 || i < lines.Length - 1)
                lines[i] = _keys.Redact(lines[i], goesOn: _within && i == 0);
        }

        _within = lines[^1].Length > 0 || (lines.Length == 1 && _within);
        return string.Join('\n', lines);
    }

    private IEnumerable<(int Start, int End)> Secrets(string text)
    {
        // Private keys are gone; a search that saw the beginning of one would take all that follows for it.
        var found = SecretRedaction.Find(text.Replace("-----BEGIN", "     BEGIN", StringComparison.Ordinal));
        var places = (found ?? [(0, text.Length)]).Concat(known.In(text)).OrderBy(place => place.Start).ThenByDescending(place => place.End);
        var last = (Start: -1, End: -1);
        foreach (var place in places)
        {
            if (place.Start < last.End)
            {
                last = (last.Start, Math.Max(last.End, place.End));
                continue;
            }

            if (last.End >= 0)
                yield return last;
            last = place;
        }

        if (last.End >= 0)
            yield return last;
    }
}
