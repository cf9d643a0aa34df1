using System.Text;
using System.Text.RegularExpressions;

namespace Cortex.Workspaces.Owners;

/// <summary>A CODEOWNERS file with GitHub's meaning: the last rule that matches a path says who owns it.
/// https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners</summary>
public sealed partial class CodeOwners
{
    private readonly List<Rule> _rules = [];

    public IReadOnlyList<Rule> Rules => _rules;

    /// <summary>Lines that are no rule, 1-based.</summary>
    public IReadOnlyList<int> Invalid { get; private set; } = [];

    public sealed record Rule(string Pattern, IReadOnlyList<string> Owners, int Line, Regex Matcher);

    public static CodeOwners Parse(string text)
    {
        var owners = new CodeOwners();
        var invalid = new List<int>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var words = Words(lines[i]);
            if (words.Count == 0)
                continue;
            // GitHub knows no negation, no character ranges and no escaped '#'; sections are GitLab's.
            if (words[0].StartsWith('!') || words[0].AsSpan().IndexOfAny("[]^") >= 0 || words[0].Length > 500 || words.Skip(1).Any(w => !Owner().IsMatch(w)))
                invalid.Add(i + 1);
            else
                owners._rules.Add(new Rule(words[0], [.. words.Skip(1)], i + 1, Compile(words[0])));
        }

        owners.Invalid = invalid;
        return owners;
    }

    /// <summary>The rule that decides about a path; null when none does.</summary>
    public Rule? For(string path) => _rules.FindLast(rule => rule.Matcher.IsMatch(path));

    /// <summary>Whoever owns what no narrower rule gives away.</summary>
    public Rule? ForAll() => _rules.FindLast(rule => rule.Pattern is "*" or "/*" or "**" or "/**" or "/" or "/**/*" or "**/*");

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] == ' ')
                word.Append(line[++i]);
            else if (line[i] is ' ' or '\t' && word.Length > 0)
                Flush();
            else if (line[i] == '#' && word.Length == 0)
                break;
            else if (line[i] is not (' ' or '\t'))
                word.Append(line[i]);
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>gitignore's patterns: a slash at the start or in the middle ties it to the root, one at the end means a folder's content.</summary>
    private static Regex Compile(string pattern)
    {
        var anchored = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        var folder = pattern.EndsWith('/');
        var body = pattern.Trim('/');
        var regex = new StringBuilder(anchored || pattern == "/" ? "^" : "^(.*/)?");
        for (var i = 0; i < body.Length; i++)
        {
            if (body.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else if (body.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(body[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var c => Regex.Escape(c.ToString()),
                });
            }
        }

        // "docs/*" owns the files of docs but not those of folders below; any other pattern owns all below what it names.
        var tail = folder ? (body.Length == 0 ? "" : "/") : anchored && body.EndsWith("/*", StringComparison.Ordinal) ? "$" : "(/|$)";
        return new Regex(regex.Append(tail).ToString(), RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
    }

    [GeneratedRegex(@"^(@[\w.-]+(/[\w./-]+)?|[^@\s]+@[^@\s]+\.[^@\s]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Owner();
}
