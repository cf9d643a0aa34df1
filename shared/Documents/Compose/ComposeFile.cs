using System.Text.RegularExpressions;

namespace Cortex.Documents.Compose;

/// <summary>Names and variables of Compose files: https://docs.docker.com/reference/compose-file/.</summary>
public static partial class ComposeFile
{
    public static bool IsComposeFile(string name) => Name().IsMatch(name);

    /// <summary>Of several files in a folder the one that the others add to.</summary>
    public static bool IsMain(string name) => name is "compose.yaml" or "compose.yml" or "docker-compose.yaml" or "docker-compose.yml";

    /// <summary>Puts variables in; null when one is not known.</summary>
    public static string? Substitute(string? text, IReadOnlyDictionary<string, string> variables)
    {
        if (text is null)
            return null;
        var known = true;
        var result = Variable().Replace(text, match =>
        {
            if (match.Value == "$$")
                return "$";
            var value = variables.GetValueOrDefault(match.Groups["name"].Value);
            if (string.IsNullOrEmpty(value) && match.Groups["default"] is { Success: true } other)
                value = other.Value;
            known &= value is not null;
            return value ?? "";
        });
        return known ? result : null;
    }

    /// <summary>What an .env file beside the Compose file sets.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string? env)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (env ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith('#') && line.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
                variables[name] = value.Trim('"', '\'');
        }

        return variables;
    }

    [GeneratedRegex(@"^(docker-)?compose([.-][\w.-]+)?\.ya?ml$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\$\$|\$\{(?<name>\w+)(:?-(?<default>[^}]*)|:?[?][^}]*)?\}|\$(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
