using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Packages;

namespace Cortex.Security.Matching.Tags;

/// <summary>
/// What workflows and composite actions use: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses.
/// Where a commit is pinned, the version in the comment behind it counts, as Dependabot writes it.
/// </summary>
internal static partial class WorkflowActions
{
    private const int CommitLength = 40;

    public static bool Reads(SourceFile file) =>
        file.Extension is ".yml" or ".yaml"
        && (file.Folder is ".github/workflows" || file.Folder.EndsWith("/.github/workflows", StringComparison.Ordinal) || file.Name is "action.yml" or "action.yaml");

    public static IEnumerable<PackageOccurrence> Of(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!line.Contains("uses", StringComparison.Ordinal) || Uses().Match(line) is not { Success: true } match)
                continue;
            var name = match.Groups["name"].Value;
            var version = Version(match.Groups["ref"].Value, match.Groups["comment"].Value);
            yield return new PackageOccurrence
            {
                Purl = PackageUrl.Create("githubactions", name, version),
                Ecosystem = "githubactions",
                Name = name,
                Version = version,
                Path = path,
                Line = number,
                Direct = true,
                Scope = "runtime",
            };
        }
    }

    // A branch is what it is today: it has no version that could be judged.
    private static string? Version(string reference, string comment)
    {
        if (Tag().IsMatch(reference))
            return reference;
        if (reference.Length != CommitLength || !reference.All(char.IsAsciiHexDigit))
            return null;
        return Tag().IsMatch(comment) ? comment : reference;
    }

    [GeneratedRegex(
        """^\s*(-\s*)?["']?uses["']?\s*:\s*["']?(?<name>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)(/[A-Za-z0-9_./-]+)?@(?<ref>[A-Za-z0-9_./-]+)["']?\s*(#\s*(tag\s*=\s*)?(?<comment>[A-Za-z0-9_.-]+).*)?\s*$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[vV]?[0-9]{1,9}(\.[0-9]{1,9}){0,2}(-[0-9A-Za-z.-]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
