using System.Text.RegularExpressions;
using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>Image builds in shell text: docker, podman and buildah. Only what is written out counts; the text is never run.</summary>
internal static partial class BuildCommand
{
    private const int MaxText = 256 * 1024;

    // Options of "docker build" that take their value from the next word.
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-f", "--file", "-t", "--tag", "--build-arg", "--build-context", "--platform", "--target", "--label", "--cache-from", "--cache-to", "--secret", "--ssh", "--progress",
        "--network", "-o", "--output", "--add-host", "--metadata-file", "--iidfile", "-m", "--memory", "--builder", "--attest", "--annotation", "--shm-size", "--ulimit", "--format", "-v", "--volume",
    };

    /// <param name="Context">The folder, relative to the repository.</param>
    /// <param name="Images">As they are written, with known variables put in.</param>
    internal sealed record Found(string Dockerfile, string Context, IReadOnlyList<string> Images);

    /// <param name="folder">Where the commands begin.</param>
    /// <param name="variables">What is known of the environment.</param>
    public static IEnumerable<Found> In(string script, string folder, IReadOnlyDictionary<string, string> variables)
    {
        if (script.Length > MaxText || !script.Contains(" bu", StringComparison.Ordinal))
            yield break;
        string? here = folder;
        foreach (var command in Separators().Split(Continuations().Replace(script, " ")))
        {
            var words = Word().Matches(command).Select(m => Substitute(m.Value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal), variables)).ToArray();
            if (words is ["cd" or "pushd", var to, ..])
                here = here is null || to.Contains('$', StringComparison.Ordinal) ? null : SourcePath.Combine(here, to);
            else if (here is not null && Arguments(words) is { } arguments && Read(arguments, here) is { } found)
                yield return found;
        }
    }

    /// <summary>Puts variables in, of the shell and of GitHub's expressions; one that is not known stays as it is written.</summary>
    public static string Substitute(string text, IReadOnlyDictionary<string, string> variables) =>
        Variable().Replace(text, match => variables.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    private static string[]? Arguments(string[] words) => words switch
    {
        ["sudo", .. var rest] => Arguments(rest),
        ["docker" or "podman", "build", .. var rest] => rest,
        ["docker" or "podman", "buildx" or "image" or "builder", "build", .. var rest] => rest,
        ["buildah", "bud" or "build", .. var rest] => rest,
        _ => null,
    };

    private static Found? Read(string[] arguments, string folder)
    {
        var (images, file, context) = (new List<string>(), (string?)null, (string?)null);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (option, value) = arguments[i].StartsWith("--", StringComparison.Ordinal) && arguments[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? (arguments[i][..equals], arguments[i][(equals + 1)..])
                : (arguments[i], (string?)null);
            if (value is null && WithValue.Contains(option))
                value = ++i < arguments.Length ? arguments[i] : null;
            if (option is "-t" or "--tag" && value is not null)
                images.Add(value);
            else if (option is "-f" or "--file")
                file = value;
            else if (!option.StartsWith('-'))
                context = option;
        }

        if (context is null || context.Contains("://", StringComparison.Ordinal) || SourcePath.Combine(folder, context) is not { } root)
            return null;
        var dockerfile = file is null ? SourcePath.Join(root, "Dockerfile") : SourcePath.Combine(folder, file);
        return dockerfile is null ? null : new(dockerfile, root, images);
    }

    [GeneratedRegex(@"\\\r?\n", RegexOptions.None, 1000)]
    private static partial Regex Continuations();

    [GeneratedRegex(@"\r?\n|&&|\|\||[;|]", RegexOptions.None, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex("""(\$\{\{[^}]*\}\}|"[^"]*"|'[^']*'|[^\s"'])+""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\$\{\{\s*env\.(?<name>\w+)\s*\}\}|\$\{(?<name>[A-Za-z_]\w*)\}|\$(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
