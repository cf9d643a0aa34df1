using System.Text;
using System.Text.RegularExpressions;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>The build stages of a Dockerfile: https://docs.docker.com/reference/dockerfile/.</summary>
internal sealed partial class Dockerfile
{
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);
    private readonly List<Stage> _stages = [];
    private readonly List<(string Reference, int Line)> _copiedFrom = [];

    private readonly List<string> _copied = [];
    private readonly List<string> _commands = [];

    private Dockerfile()
    {
    }

    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Images of which files are copied, without being a stage's base.</summary>
    public IReadOnlyList<(string Reference, int Line)> CopiedFrom => _copiedFrom;

    /// <summary>What is copied from the build context, as it is written.</summary>
    public IReadOnlyList<string> Copied => _copied;

    /// <summary>What is run while building and at the start.</summary>
    public IReadOnlyList<string> Commands => _commands;

    public string? User { get; private set; }

    public IReadOnlyList<string> Ports { get; private set; } = [];

    /// <param name="Base">With arguments put in; null when one is not known, or for scratch.</param>
    /// <param name="FromStage">The base is an earlier stage.</param>
    internal sealed record Stage(string? Name, string Written, string? Base, bool FromStage, int Line);

    public static Dockerfile Parse(string text)
    {
        var file = new Dockerfile();
        foreach (var (instruction, arguments, line) in Instructions(text))
            file.Read(instruction, arguments, line);
        return file;
    }

    private void Read(string instruction, string arguments, int line)
    {
        switch (instruction)
        {
            case "ARG" when _stages.Count == 0:
                foreach (Match argument in Argument().Matches(arguments))
                {
                    if (argument.Groups["value"] is { Success: true } value)
                        _arguments[argument.Groups["name"].Value] = Substitute(value.Value.Trim('"', '\''));
                }

                break;
            case "FROM":
                AddStage(arguments, line);
                (User, Ports) = (null, []);
                break;
            case "COPY" or "ADD" when FromOption().Match(arguments) is { Success: true } from:
                var source = Substitute(from.Groups["from"].Value);
                if (!int.TryParse(source, out _) && !IsStage(source))
                    _copiedFrom.Add((source, line));
                break;
            case "COPY" or "ADD":
                _copied.AddRange(Sources(arguments));
                break;
            case "RUN" or "ENTRYPOINT" or "CMD":
                _commands.Add(arguments);
                break;
            case "USER":
                User = arguments.Trim();
                break;
            case "EXPOSE":
                Ports = [.. Ports, .. arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
                break;
        }
    }

    private void AddStage(string arguments, int line)
    {
        var words = arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => w.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words.Length == 0)
            return;
        var name = words.Length >= 3 && words[1].Equals("as", StringComparison.OrdinalIgnoreCase) ? words[2] : null;
        var image = Substitute(words[0].Trim('"', '\''));
        var fromStage = IsStage(image);
        var known = !fromStage && image != "scratch" && !image.Contains('$', StringComparison.Ordinal) && image.Length > 0;
        _stages.Add(new Stage(name, words[0], known ? image : null, fromStage, line));
    }

    /// <summary>All but the last word, which is where to; an absolute path is within the context too.</summary>
    private static IEnumerable<string> Sources(string arguments)
    {
        var words = arguments.Split([' ', '\t', '[', ']', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => !w.StartsWith("--", StringComparison.Ordinal)).Select(w => w.Trim('"')).ToList();
        return words.Take(Math.Max(0, words.Count - 1))
            .Where(w => !w.Contains("://", StringComparison.Ordinal) && !w.Contains('$', StringComparison.Ordinal) && !w.StartsWith("<<", StringComparison.Ordinal))
            .Select(w => w.TrimStart('/') is { Length: > 0 } path ? path : ".");
    }

    private bool IsStage(string name) => _stages.Exists(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Puts the defaults of global ARGs in; a variable without one stays as it is written.</summary>
    private string Substitute(string text) => Variable().Replace(text, match =>
    {
        var value = _arguments.GetValueOrDefault(match.Groups["name"].Value);
        var word = match.Groups["word"].Value;
        return match.Groups["operator"].Value switch
        {
            ":-" or "-" => string.IsNullOrEmpty(value) ? word : value,
            ":+" or "+" => string.IsNullOrEmpty(value) ? "" : word,
            _ => value ?? match.Value,
        };
    });

    /// <summary>Logical lines: continuations joined, comments and here-documents left out.</summary>
    private static IEnumerable<(string Instruction, string Arguments, int Line)> Instructions(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var escape = EscapeDirective().Match(lines[0]) is { Success: true } directive ? directive.Groups[1].Value[0] : '\\';
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var logical = new StringBuilder();
            while (i < lines.Length)
            {
                var line = lines[i].Trim();
                if (line.StartsWith('#') || (line.Length == 0 && logical.Length > 0))
                {
                    if (logical.Length == 0)
                        break;
                    i++;
                    continue;
                }

                if (!line.EndsWith(escape))
                {
                    logical.Append(line);
                    break;
                }

                logical.Append(line.AsSpan(0, line.Length - 1)).Append(' ');
                i++;
            }

            var joined = logical.ToString();
            var space = joined.AsSpan().IndexOfAny(' ', '\t');
            if (space <= 0)
                continue;
            var instruction = joined[..space].ToUpperInvariant();
            if (instruction is "RUN" or "COPY" or "ADD")
            {
                foreach (var marker in HereDocument().Matches(joined).Select(m => m.Groups["end"].Value))
                {
                    while (++i < lines.Length && lines[i].Trim('\t') != marker)
                    {
                        // The here-document's text is no instruction.
                    }
                }
            }

            yield return (instruction, joined[(space + 1)..].Trim(), first + 1);
        }
    }

    [GeneratedRegex("""\G\s*(?<name>[A-Za-z_]\w*)(=(?<value>"[^"]*"|'[^']*'|\S*))?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_]\w*)((?<operator>:?[-+])(?<word>[^}]*))?\}|(?<name>[A-Za-z_]\w*))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(^|\s)--from=(?<from>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromOption();

    [GeneratedRegex(@"^#\s*escape\s*=\s*([\\`])", RegexOptions.None, 1000)]
    private static partial Regex EscapeDirective();

    [GeneratedRegex("""<<-?["']?(?<end>[A-Za-z_]\w*)["']?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HereDocument();
}
