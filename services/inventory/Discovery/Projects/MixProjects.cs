using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Elixir projects and umbrellas by mix.exs, which is read as text and never run.</summary>
internal static partial class MixProjects
{
    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var texts = new Dictionary<ProjectPlaces.Place, string>();
        foreach (var file in tree.Files.Where(f => f.Name == "mix.exs"))
        {
            if (tree.Text(file) is not { } text || (!App().IsMatch(text) && !Apps().IsMatch(text)))
                continue;
            var name = App().Match(text) is { Success: true } app ? app.Groups["name"].Value : record.NameOf(file.Folder);
            var version = Version().Match(text) is { Success: true } match ? match.Groups["version"].Value : null;
            var urn = record.Declare(Kinds.Project, name, file.Path, 1, [("ecosystem", "hex"), ("language", "Elixir"), ("version", version)]);
            texts[places.Add(new("hex", file.Path, urn, name) { TestFramework = "exunit" })] = text;
        }

        foreach (var (place, text) in texts)
            Relate(record, places, place, text);
    }

    private static void Relate(ScanRecord record, ProjectPlaces places, ProjectPlaces.Place place, string text)
    {
        if (Apps().Match(text) is { Success: true } apps)
            places.ContainMembers(record, place, [apps.Groups["path"].Value + "/*"]);
        foreach (Match dependency in LocalDependency().Matches(text))
            places.NeedFolder(record, place, dependency.Groups["path"] is { Success: true } path ? path.Value : "../" + dependency.Groups["name"].Value);
    }

    [GeneratedRegex(@"\bapp:\s*:(?<name>\w{1,100})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex App();

    [GeneratedRegex("""\bapps_path:\s*"(?<path>[^"\n]{1,200})" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Apps();

    [GeneratedRegex("""\bversion:\s*"(?<version>[^"\n]{1,100})" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("""\{\s*:(?<name>\w{1,100})\s*,[^{}\n]{0,200}?(in_umbrella:\s*true|\bpath:\s*"(?<path>[^"\n]{1,300})")""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalDependency();
}
