using System.Text.RegularExpressions;
using Cortex.Secrets;

namespace Cortex.Workers.Launching.Output;

/// <summary>
/// Private keys line by line, however the lines come: once a key has begun, its lines are taken out until it ends, with whatever a tool puts before
/// them (<c>#12 0.3 MII…</c>). PEM (RFC 7468), SSH2 (RFC 4716) and PuTTY's format.
/// </summary>
internal sealed partial class KeyBlock
{
    /// <summary>A line of a key is longer, but for its last one.</summary>
    private const int LeastBody = 16;

    /// <summary>Headers and a blank line may stand between the begin and the key.</summary>
    private const int MostOthers = 6;

    private bool _body;
    private int _others;

    public bool IsOpen { get; private set; }

    /// <param name="line">Without its line break.</param>
    /// <param name="goesOn">It is the next part of a line that is too long to be looked at as a whole.</param>
    public string Redact(string line, bool goesOn)
    {
        var clean = "";
        while (true)
        {
            if (IsOpen)
            {
                var end = End().Match(line);
                if (!end.Success)
                    return clean + (goesOn || clean.Length > 0 ? Rest(line) : Body(line));
                clean += (end.Index > 0 && (clean.Length > 0 || goesOn) ? SecretRedaction.Mark : Body(line[..end.Index])) + end.Value;
                line = line[(end.Index + end.Length)..];
                IsOpen = goesOn = false;
            }

            var begin = Begin().Match(line);
            if (!begin.Success)
                return clean + line;
            clean += line[..(begin.Index + begin.Length)];
            line = line[(begin.Index + begin.Length)..];
            (IsOpen, _body, _others) = (true, false, 0);
        }
    }

    /// <summary>What follows the begin on its own line: a key whose line breaks are written as "\n".</summary>
    private static string Rest(string text) => text.AsSpan().Trim().Length == 0 ? text : SecretRedaction.Mark;

    private string Body(string line)
    {
        var text = line.AsSpan().TrimEnd(" \t\r\"',\\");
        var from = text.LastIndexOfAny(" \t|\"'") + 1;
        var word = text[from..];
        var isBody = word.Length > 0 && !word.ContainsAnyExcept(Signs) && (word.Length >= LeastBody || _body);
        _body = isBody && word.Length >= LeastBody;
        _others = isBody ? 0 : _others + 1;
        IsOpen = _others < MostOthers;
        return isBody ? string.Concat(line.AsSpan(0, from), SecretRedaction.Mark, line.AsSpan(text.Length)) : line;
    }

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");

    [GeneratedRegex("-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,8}-{0,5}|Private-Lines: ?[0-9]{0,4}", RegexOptions.NonBacktracking)]
    private static partial Regex Begin();

    [GeneratedRegex("-{4,5} ?END [A-Z0-9 ]{1,50}-{0,5}|Private-MAC: ?", RegexOptions.NonBacktracking)]
    private static partial Regex End();
}
