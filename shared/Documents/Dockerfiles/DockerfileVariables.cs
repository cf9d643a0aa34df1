using System.Text.RegularExpressions;

namespace Cortex.Documents.Dockerfiles;

/// <summary>Puts the values of ARG and ENV in: https://docs.docker.com/reference/dockerfile/#environment-replacement.</summary>
public static partial class DockerfileVariables
{
    /// <summary>A variable without a value stays as it is written.</summary>
    public static string Substitute(string text, Func<string, string?> value)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        return Variable().Replace(text, match =>
        {
            var known = value(match.Groups["name"].Value);
            var word = match.Groups["word"].Value;
            return match.Groups["operator"].Value switch
            {
                ":-" or "-" => string.IsNullOrEmpty(known) ? word : known,
                ":+" or "+" => string.IsNullOrEmpty(known) ? "" : word,
                _ => known ?? match.Value,
            };
        });
    }

    /// <summary>The names of the variables in a text.</summary>
    public static IEnumerable<string> In(string text) =>
        text.Contains('$', StringComparison.Ordinal) ? Variable().Matches(text).Select(match => match.Groups["name"].Value) : [];

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_]\w*)((?<operator>:?[-+?])(?<word>[^}]*))?\}|(?<name>[A-Za-z_]\w*))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
