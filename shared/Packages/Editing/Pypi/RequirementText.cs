using Cortex.Packages.Pypi;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Where the parts of a requirement stand in a text: https://packaging.python.org/specifications/dependency-specifiers/.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="FromAddress">Whether "@ address" stands in place of versions.</param>
/// <param name="Start">Where the specifiers start.</param>
/// <param name="End">Where they end; the same place when there are none.</param>
internal sealed record RequirementText(string Name, bool FromAddress, int Start, int End)
{
    /// <summary>Null when the text between the places starts with no name.</summary>
    public static RequirementText? Find(string text, int start, int end)
    {
        var at = start;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_' or '-'))
            at++;
        var name = text[start..at];
        if (!PypiName.IsValid(name))
            return null;
        var behindName = at;
        at = Skip(text, at, end);
        if (at < end && text[at] == '[')
        {
            var close = text.IndexOf(']', at, end - at);
            if (close < 0)
                return null;
            behindName = close + 1;
            at = Skip(text, behindName, end);
        }
        if (at < end && text[at] == '@')
            return new(name, true, at, at);
        var open = at < end && text[at] == '(';
        if (open)
            at = Skip(text, at + 1, end);
        var stop = text.IndexOfAny(open ? [')'] : [';'], at, end - at);
        stop = stop < 0 ? end : stop;
        while (stop > at && char.IsWhiteSpace(text[stop - 1]))
            stop--;
        return stop == at ? new(name, false, behindName, behindName) : new(name, false, at, stop);
    }

    public bool IsNamed(string name) => PypiName.Normalize(Name) == PypiName.Normalize(name);

    private static int Skip(string text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
