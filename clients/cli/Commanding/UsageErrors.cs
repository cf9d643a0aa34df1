using System.CommandLine;
using System.CommandLine.Parsing;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Commanding;

/// <summary>What is wrong with what was typed; each line names the nearest known name.</summary>
internal static class UsageErrors
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var mistyped = OptionsTakenForValues(parsed);
        if (mistyped.Count > 0)
            return [.. mistyped.Select(token => UnknownOption(parsed, token))];
        if (parsed.UnmatchedTokens.Count > 0)
            return [.. parsed.UnmatchedTokens.Take(1).Select(token => Unmatched(parsed, token))];
        return [.. parsed.Errors.Select(e => e.Message.TrimEnd('.')).Select(Lowered).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A value that begins with a hyphen is a mistyped option, unless it stands behind "--" or is the "-" of standard input.</summary>
    private static List<string> OptionsTakenForValues(ParseResult parsed)
    {
        var delimiter = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Count();
        return [.. parsed.Tokens.Take(delimiter)
            .Where(t => t is { Type: TokenType.Argument, Value: ['-', _, ..] } && !double.TryParse(t.Value, out _))
            .Select(t => t.Value)
            .Distinct(StringComparer.Ordinal)];
    }

    private static string Unmatched(ParseResult parsed, string token)
    {
        if (token is ['-', _, ..])
            return UnknownOption(parsed, token);
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
            return $"'{token}' is one argument too many for '{Path(parsed)}'";
        return $"'{Path(parsed)}' has no command '{token}'{DidYouMean(token, command.Subcommands.Select(c => c.Name))}";
    }

    private static string UnknownOption(ParseResult parsed, string token)
    {
        var name = token.Split('=')[0];
        var known = parsed.CommandResult.Command.Options
            .Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive))
            .SelectMany(o => o.Aliases.Append(o.Name))
            .Where(n => n.StartsWith("--", StringComparison.Ordinal));
        return $"'{Path(parsed)}' has no option '{name}'{DidYouMean(name, known)}";
    }

    private static string DidYouMean(string word, IEnumerable<string> known) =>
        Nearest.Of(word, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    public static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            names.Insert(0, command.Command is RootCommand ? "cortex" : command.Command.Name);
        return string.Join(' ', names);
    }

    private static string Lowered(string message) => message is [var first, var second, ..] && char.IsLower(second) ? char.ToLowerInvariant(first) + message[1..] : message;
}
