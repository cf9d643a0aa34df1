using System.Text;
using System.Text.RegularExpressions;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Hex;

/// <summary>
/// The dependencies of a mix.exs, as far as its deps function lists them in plain words: https://hexdocs.pm/mix/Mix.Tasks.Deps.html.
/// Folders of the repository are left out.
/// </summary>
internal static partial class MixExs
{
    public const string FileName = "mix.exs";
    private const int MaxEntry = 10_000;

    public static IReadOnlyList<Requirement> Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var requirements = new List<Requirement>();
        var inDeps = false;
        var (entry, first) = (new StringBuilder(), 0);
        foreach (var (number, text) in TextLines.Of(bytes, tree.Cancellation))
        {
            var code = Code(text);
            if (Function().Match(code) is { Success: true } function)
            {
                inDeps = function.Groups["name"].Value == "deps";
                entry.Clear();
                continue;
            }
            if (!inDeps || code.Length == 0)
                continue;
            if (code.StartsWith("{:", StringComparison.Ordinal) || code.StartsWith("[{:", StringComparison.Ordinal))
                (entry, first) = (entry.Clear(), number);
            if (entry.Length < MaxEntry)
                entry.Append(code).Append(' ');
            // An entry goes on until its bracket closes.
            if (!code.TrimEnd(',', ']', ' ').EndsWith('}'))
                continue;
            foreach (Match match in Entry().Matches(entry.ToString()))
            {
                if (requirements.Count == tree.Limits.MaxPackages)
                    throw new UnreadableException($"The file has more than {tree.Limits.MaxPackages} dependencies.", first);
                if (Read(match, first) is { } requirement)
                    requirements.Add(requirement);
            }
            entry.Clear();
        }
        return requirements;
    });

    private static Requirement? Read(Match match, int line)
    {
        var options = match.Groups["options"].Value;
        if (Local().IsMatch(options))
            return null;
        var wanted = match.Groups["wanted"].Value.Trim();
        wanted = wanted.StartsWith("==", StringComparison.Ordinal) ? wanted[2..].Trim() : wanted;
        var scope = Only().Match(options) is { Success: true } only && !only.Groups["environments"].Value.Contains(":prod", StringComparison.Ordinal)
            ? PackageScope.Development
            : options.Contains("optional: true", StringComparison.Ordinal) ? PackageScope.Optional : PackageScope.Runtime;
        return new(match.Groups["name"].Value, HexVersion.IsVersion(wanted) ? wanted : null, scope, line);
    }

    private static string Code(string line)
    {
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"')
                quoted = !quoted;
            else if (line[at] == '#' && !quoted)
                return line[..at].Trim();
        }
        return line.Trim();
    }

    [GeneratedRegex(@"^defp?\s+(?<name>[a-z_0-9?!]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Function();

    [GeneratedRegex("""\{:(?<name>[A-Za-z0-9_]+)(,\s*"(?<wanted>[^"]*)")?(?<options>,[^{}]*)?\}""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b(path:\s|in_umbrella:\s*true)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Local();

    [GeneratedRegex(@"\bonly:\s*(?<environments>\[[^\]]*\]|:[a-z_]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Only();
}
