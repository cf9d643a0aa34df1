using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Gradle projects by their build files, and the builds that settings files make of them; scripts are read as text and never run.</summary>
internal static partial class GradleProjects
{
    private sealed record Script(ProjectPlaces.Place Place, string Text);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var builds = tree.Files.Where(f => f.Name is "settings.gradle" or "settings.gradle.kts")
            .DistinctBy(f => f.Folder).Select(f => Build.Read(f.Folder, tree.Text(f) ?? "")).ToList();
        var names = builds.SelectMany(b => b.Projects).DistinctBy(p => p.Folder, StringComparer.Ordinal).ToDictionary(p => p.Folder, p => p.Name, StringComparer.Ordinal);
        var scripts = new Dictionary<ProjectPlaces.Place, Script>();
        foreach (var file in tree.Files.Where(f => f.Name.EndsWith(".gradle", StringComparison.Ordinal) || f.Name.EndsWith(".gradle.kts", StringComparison.Ordinal)))
        {
            var stem = file.Name[..file.Name.IndexOf(".gradle", StringComparison.Ordinal)];
            var isBuildFile = stem == "build" || (names.ContainsKey(file.Folder) && stem == record.NameOf(file.Folder));
            if (!isBuildFile || places.InFolder("maven", file.Folder) is not null || tree.Text(file) is not { } text)
                continue;
            var place = places.Add(Add(record, file, names.GetValueOrDefault(file.Folder) ?? record.NameOf(file.Folder), text));
            scripts[place] = new(place, text);
        }

        foreach (var build in builds)
            Relate(record, places, build, scripts);
    }

    private static ProjectPlaces.Place Add(ScanRecord record, SourceFile file, string name, string text)
    {
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
        [
            ("ecosystem", "maven"),
            ("buildTool", "gradle"),
            ("language", text.Contains("kotlin", StringComparison.OrdinalIgnoreCase) ? "Kotlin" : "Java"),
            ("group", Assigned(text, "group")),
            ("version", Assigned(text, "version")),
        ]);
        var artifacts = Coordinates().Matches(text).Select(m => m.Groups["artifact"].Value).ToHashSet(StringComparer.Ordinal);
        var framework = JvmTests.Framework(artifacts) ?? (text.Contains("useJUnitPlatform", StringComparison.Ordinal) ? "junit5" : null);
        return new("maven", file.Path, urn, name) { TestFramework = framework };
    }

    private static void Relate(ScanRecord record, ProjectPlaces places, Build build, Dictionary<ProjectPlaces.Place, Script> scripts)
    {
        var root = places.InFolder("maven", build.Folder);
        var byPath = new Dictionary<string, ProjectPlaces.Place>(StringComparer.Ordinal);
        foreach (var (path, folder, _) in build.Projects)
        {
            if (places.InFolder("maven", folder) is not { } place)
                continue;
            byPath[path] = place;
            byPath.TryAdd(Accessor(path), place);
            if (root is not null && root != place)
                record.Relate(root.Urn, Kinds.Contains, place.Urn);
        }

        foreach (var script in byPath.Values.Distinct().Select(p => scripts.GetValueOrDefault(p)).OfType<Script>())
        {
            foreach (Match reference in ProjectReference().Matches(script.Text))
                ProjectPlaces.Need(record, script.Place, byPath.GetValueOrDefault(reference.Groups["path"].Value));
            foreach (Match reference in ProjectAccessor().Matches(script.Text))
                ProjectPlaces.Need(record, script.Place, byPath.GetValueOrDefault(reference.Value));
        }
    }

    /// <summary>":core:data-model" is written "projects.core.dataModel" where accessors are used.</summary>
    private static string Accessor(string path) =>
        "projects" + string.Concat(path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(part => "." + DashedLetter().Replace(part, m => m.Groups["letter"].Value.ToUpperInvariant())));

    private static string? Assigned(string text, string name) =>
        Regex.Match(text, $$"""^{{name}}\s*=?\s*['"](?<value>[^'"$\n]{1,100})['"]""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? match.Groups["value"].Value
            : null;

    /// <summary>What a settings file says: the projects with their paths (":a:b") and folders.</summary>
    private sealed record Build(string Folder, IReadOnlyList<(string Path, string Folder, string Name)> Projects)
    {
        private const int MaxProjects = 10_000;

        public static Build Read(string folder, string text)
        {
            text = Comments().Replace(text, "");
            var moved = ProjectFolder().Matches(text).DistinctBy(m => m.Groups["path"].Value, StringComparer.Ordinal)
                .ToDictionary(m => m.Groups["path"].Value, m => m.Groups["folder"].Value, StringComparer.Ordinal);
            var projects = new List<(string, string, string)>();
            if (RootName().Match(text) is { Success: true } root)
                projects.Add((":", folder, root.Groups["name"].Value));
            foreach (var included in Include().Matches(text).SelectMany(m => Quoted().Matches(m.Value)).Select(m => ":" + m.Groups["text"].Value.Trim(':')).Take(MaxProjects))
            {
                var place = SourcePath.Combine(folder, moved.GetValueOrDefault(included) ?? included.Trim(':').Replace(':', '/'));
                if (place is not null)
                    projects.Add((included, place, included[(included.LastIndexOf(':') + 1)..]));
            }

            return new(folder, projects);
        }
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex("""rootProject\.name\s*=\s*['"](?<name>[^'"\n]{1,200})['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootName();

    [GeneratedRegex("""\binclude\b\s*\(?(\s*['"][^'"\n]{1,300}['"]\s*,?)+""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Include();

    [GeneratedRegex("""['"](?<text>[^'"\n]{1,300})['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("""project\(\s*['"](?<path>:[^'"\n]{1,300})['"]\s*\)\.projectDir\s*=\s*[^'"\n]{0,60}['"](?<folder>[^'"\n]{1,300})['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectFolder();

    [GeneratedRegex("""\bproject\s*\(\s*(path\s*[:=]\s*)?['"](?<path>:[^'"\n]{1,300})['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\bprojects(\.[a-zA-Z]\w{0,100}){1,20}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectAccessor();

    [GeneratedRegex("""['"][\w.-]+:(?<artifact>[\w.-]+)(:[^'"\n]*)?['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Coordinates();

    [GeneratedRegex("[-_](?<letter>[a-zA-Z0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DashedLetter();
}
