using System.Text;

namespace Cortex.Workers.Launching.Output;

/// <summary>Bytes of a terminal as plain text: without control sequences (ECMA-48) and control characters, which could stand within a secret and hide it.</summary>
internal sealed class PlainText
{
    private const char Escape = '\x1b';

    private readonly Decoder _utf8 = new UTF8Encoding(false).GetDecoder();
    private State _state;

    /// <summary>What is no UTF-8 becomes U+FFFD. A sequence may be cut anywhere and goes on with the next bytes.</summary>
    public string Read(ReadOnlySpan<byte> bytes, bool end = false)
    {
        var chars = new char[_utf8.GetCharCount(bytes, end)];
        var count = _utf8.GetChars(bytes, chars, end);
        var text = new StringBuilder(count);
        foreach (var c in chars.AsSpan(0, count))
        {
            if (Shows(c))
                text.Append(c);
        }

        return text.ToString();
    }

    private bool Shows(char c)
    {
        // Whatever was begun ends with its line, so that nobody can hide the rest of the log behind a sequence without an end.
        if (c is Escape or '\n')
        {
            _state = c == Escape ? State.Begun : State.Text;
            return c == '\n';
        }

        if (c == '\x9b')
        {
            _state = State.Parameters;
            return false;
        }

        switch (_state)
        {
            case State.Begun:
                _state = c switch { '[' => State.Parameters, ']' or 'P' or 'X' or '^' or '_' => State.Words, >= ' ' and <= '/' => State.Begun, _ => State.Text };
                return false;
            case State.Parameters:
                _state = c is >= '@' and <= '~' or < ' ' ? State.Text : State.Parameters;
                return false;
            case State.Words:
                _state = c == '\a' ? State.Text : State.Words;
                return false;
            default:
                return c == '\t' || c == '\r' || !char.IsControl(c);
        }
    }

    private enum State
    {
        Text,
        Begun,
        Parameters,
        Words,
    }
}
