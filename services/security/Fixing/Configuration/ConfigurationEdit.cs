using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Scanning;

namespace Cortex.Security.Fixing.Configuration;

/// <summary>
/// Edits one file until the findings are gone, each judged by looking at the whole repository again: what it does not remove, or what brings another
/// finding or makes something unreadable, is taken back by itself.
/// </summary>
/// <param name="root">The checkout, which is written to.</param>
/// <param name="target">The repository as the user gave it.</param>
/// <param name="identity">What keys call it.</param>
/// <param name="today">The day that the detectors judge by.</param>
internal sealed class ConfigurationEdit(string root, string target, string identity, DateOnly today)
{
    /// <summary>A subject may be found at several lines, of which only the first counts.</summary>
    private const int MostPlaces = 50;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public EditedConfiguration Run(ConfigurationFix fix, CancellationToken stop)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, fix.Path));
        if (!path.StartsWith(System.IO.Path.GetFullPath(root) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) || new FileInfo(path) is not { Exists: true, LinkTarget: null })
            return EditedConfiguration.Nothing(fix, "it is no file of the checkout");
        string text;
        try
        {
            text = Strict.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            return EditedConfiguration.Nothing(fix, "the file is not UTF-8");
        }

        var (resolved, left) = (new List<Finding>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var place in fix.Places)
        {
            stop.ThrowIfCancellationRequested();
            var family = ConfigurationFamily.Of(place.Rule)!;
            var before = Look(family, stop);
            if (!before.TryGetValue(place.Finding, out var finding))
            {
                if (resolved.TrueForAll(other => other.Key != place.Finding))
                    left[place.Finding] = "it is not there any more";
                continue;
            }

            var (edited, why) = Remove(family, place, finding, path, text, before, stop);
            if (edited is null)
            {
                File.WriteAllBytes(path, Strict.GetBytes(text));
                left[place.Finding] = why!;
                continue;
            }

            text = edited;
            resolved.Add(finding);
        }

        return new(resolved, left);
    }

    /// <summary>The text without the finding, as it then stands in the file; else why not.</summary>
    private (string? Text, string? Why) Remove(
        ConfigurationFamily family, FixablePlace place, Finding finding, string path, string text, Dictionary<string, Finding> before, CancellationToken stop)
    {
        for (var i = 0; i < MostPlaces; i++)
        {
            var bom = text.StartsWith('\uFEFF') ? "\uFEFF" : "";
            if (finding.Line is not { } line || family.Fix(text[bom.Length..], place.Rule, line) is not { } edited)
                return (null, i == 0 ? "there is no safe answer for it there" : $"there is no safe answer for it in line {finding.Line}");
            text = bom + edited;
            File.WriteAllBytes(path, Strict.GetBytes(text));
            var after = Look(family, stop);
            if (after.Values.FirstOrDefault(other => !before.ContainsKey(other.Key)) is { } added)
                return (null, $"the edit brings another finding: {added.Title}");
            if (!after.TryGetValue(place.Finding, out var still))
                return (text, null);
            finding = still;
        }

        return (null, $"it is at more than {MostPlaces} places of the file");
    }

    /// <summary>What the family finds in the repository, and what it cannot read.</summary>
    private Dictionary<string, Finding> Look(ConfigurationFamily family, CancellationToken stop)
    {
        var found = new Detections();
        var none = new HashSet<string>(StringComparer.Ordinal);
        var tree = SourceTree.Walk(root, none, IgnoreRules.Read(root, none, today, found), TreeLimits.Default, found, stop);
        family.Detector(today).Look(tree, found, stop);
        return DetectionFindings.Of(found, target, identity).DistinctBy(finding => finding.Key, StringComparer.Ordinal).ToDictionary(finding => finding.Key, StringComparer.Ordinal);
    }
}

/// <param name="Resolved">The findings that are gone, as they were.</param>
/// <param name="Left">Why the others stay, by their keys.</param>
internal sealed record EditedConfiguration(IReadOnlyList<Finding> Resolved, IReadOnlyDictionary<string, string> Left)
{
    public static EditedConfiguration Nothing(ConfigurationFix fix, string why) =>
        new([], fix.Places.Select(place => place.Finding).Distinct(StringComparer.Ordinal).ToDictionary(key => key, _ => why, StringComparer.Ordinal));
}
