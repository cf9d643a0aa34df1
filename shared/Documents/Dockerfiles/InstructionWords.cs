using System.Text;

namespace Cortex.Documents.Dockerfiles;

/// <summary>Takes the arguments of an instruction apart at white space that is not quoted.</summary>
public static class InstructionWords
{
    /// <summary>Quotes are taken away.</summary>
    public static IReadOnlyList<string> Of(string arguments)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, started) = ('\0', false);
        for (var i = 0; i < arguments.Length; i++)
        {
            var c = arguments[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (started)
                    words.Add(word.ToString());
                word.Clear();
                started = false;
                continue;
            }

            started = true;
            if (c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'' && Closes(arguments, i))
                quote = c;
            else if (c == '\\' && quote != '\'' && i + 1 < arguments.Length && arguments[i + 1] is '"' or '\'' or '\\' or ' ')
                word.Append(arguments[++i]);
            else
                word.Append(c);
        }

        if (started)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The pairs of ENV, ARG and LABEL: "A=1 B", and the old "A 1" of ENV and LABEL. A name without a value has none.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Pairs(DockerfileInstruction instruction)
    {
        var words = Of(instruction.Arguments);
        if (words.Count > 1 && instruction.Keyword != "ARG" && !words[0].Contains('=', StringComparison.Ordinal))
            return [new(words[0], string.Join(' ', words.Skip(1)))];
        return words.Select(word => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
            ? new KeyValuePair<string, string?>(word[..equals], word[(equals + 1)..])
            : new(word, null));
    }

    /// <summary>An apostrophe that nothing closes is a letter.</summary>
    private static bool Closes(string text, int open) => text.IndexOf(text[open], open + 1) > 0;
}
