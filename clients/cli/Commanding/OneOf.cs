using System.CommandLine;
using System.CommandLine.Parsing;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Commanding;

/// <summary>Limits a value to known words; a mistyped one is answered with the nearest.</summary>
internal static class OneOf
{
    public static Option<string> OneOfWords(this Option<string> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result, option.Name, words));
        return option;
    }

    public static Argument<string> OneOfWords(this Argument<string> argument, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result, argument.Name, words));
        return argument;
    }

    private static void Check(SymbolResult result, string name, string[] words)
    {
        if (result.Tokens is not [var token] || words.Contains(token.Value, StringComparer.Ordinal))
            return;
        var nearest = Nearest.Of(token.Value, words) is { } near ? $"; did you mean '{near}'?" : "";
        result.AddError($"{name} is one of {string.Join(", ", words)}, and not '{token.Value}'{nearest}");
    }
}
