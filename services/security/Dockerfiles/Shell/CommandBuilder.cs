using System.Text.RegularExpressions;

namespace Cortex.Security.Dockerfiles.Shell;

/// <summary>Gathers words to commands.</summary>
internal sealed partial class CommandBuilder(List<ShellCommand> commands, int origin, int depth)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "if", "then", "else", "elif", "fi", "while", "until", "do", "done", "esac", "!", "{", "}", "time", "exec", "command", "nohup", "eatmydata" };
    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal) { "sh", "bash", "ash", "dash", "ksh", "zsh" };
    private static readonly HashSet<string> SudoValues = new(StringComparer.Ordinal) { "-u", "--user", "-g", "--group", "-h", "-p", "-C" };

    private readonly List<ShellWord> words = [];
    private Joined joined = Joined.First;
    private int deeper;
    private string? output;

    private int Depth => depth + deeper;

    public void Take(ShellToken token)
    {
        if (token.Kind == TokenKind.Redirection)
        {
            if (token.Operator is ">" or ">>" or ">|")
                output = token.Word.Text;
            return;
        }

        if (token.Kind == TokenKind.Word)
        {
            words.Add(token.Word);
            return;
        }

        switch (token.Operator)
        {
            case "(":
                // "name()" begins a function; what stands before it is no command.
                words.Clear();
                deeper++;
                break;
            case ")" when deeper == 0:
                // The end of a pattern of "case".
                words.Clear();
                break;
            case ")":
                Finish(Joined.Sequence);
                deeper--;
                break;
            default:
                Finish(Of(token.Operator));
                break;
        }
    }

    public void Finish(Joined next)
    {
        var (gathered, to) = (words.ToList(), output);
        words.Clear();
        output = null;
        var before = commands.Count;
        Add(gathered, to, next == Joined.Pipe);
        if (commands.Count > before || gathered.Count == 0)
            joined = gathered.Count == 0 && joined == Joined.First ? Joined.First : next;
        else
            joined = next;
    }

    private static Joined Of(string sign) => sign switch
    {
        "&&" => Joined.And,
        "||" => Joined.Or,
        "|" or "|&" => Joined.Pipe,
        "&" => Joined.Background,
        _ => Joined.Sequence,
    };

    private void Add(List<ShellWord> gathered, string? to, bool pipesOn)
    {
        var sudo = -1;
        var start = 0;
        var assignments = new List<KeyValuePair<string, string>>();
        for (; start < gathered.Count; start++)
        {
            var text = gathered[start].Text;
            if (text is "for" or "case" or "select" or "function" or "in")
                return;
            if (Assignment().Match(text) is { Success: true } set)
                assignments.Add(new(set.Groups["name"].Value, text[set.Length..]));
            else if (text == "sudo")
                (sudo, start) = (start, SkipFlags(gathered, start));
            else if (text is "env" && start + 1 < gathered.Count)
                start = SkipFlags(gathered, start);
            else if (!Reserved.Contains(text))
                break;
        }

        if (start >= gathered.Count && assignments.Count == 0)
            return;
        var first = start < gathered.Count ? gathered[start] : gathered[0];
        var name = start < gathered.Count ? first.Text[(first.Text.LastIndexOf('/') + 1)..] : "";
        var arguments = gathered.Skip(start + 1).ToList();
        if (sudo >= 0)
            commands.Add(new() { Name = "sudo", Arguments = gathered[(sudo + 1)..], Assignments = [], Offset = origin + gathered[sudo].Offset, Joined = joined, Depth = Depth });
        commands.Add(new()
        {
            Name = name,
            Arguments = [.. arguments.Select(word => word with { Offset = origin + word.Offset })],
            Assignments = assignments,
            Offset = origin + first.Offset,
            Joined = joined,
            Depth = Depth,
            WithSudo = sudo >= 0,
            PipesOn = pipesOn,
            Output = to,
        });
        // "sh -c" holds a script of its own.
        if (Shells.Contains(name) && arguments.FindIndex(word => word.IsFlag && word.Text[1] != '-' && word.Text.EndsWith('c')) is >= 0 and var flag && flag + 1 < arguments.Count)
            ShellScript.Read(arguments[flag + 1].Text, origin + arguments[flag + 1].Offset, Depth + 1, commands);
    }

    private static int SkipFlags(List<ShellWord> words, int at)
    {
        while (at + 1 < words.Count && words[at + 1].IsFlag)
            at += SudoValues.Contains(words[at + 1].Text) ? 2 : 1;
        return at;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_]\w*)\+?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();
}
