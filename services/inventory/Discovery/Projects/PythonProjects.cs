using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;
using Tomlyn.Model;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Python projects by pyproject.toml, else setup.cfg, setup.py or Pipfile; one to a folder. setup.py is read as text and never run.</summary>
internal static partial class PythonProjects
{
    private sealed record Project(ProjectPlaces.Place Place, TomlTable? Toml);

    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var projects = new List<Project>();
        foreach (var folder in tree.Files.Where(f => f.Name is "pyproject.toml" or "setup.cfg" or "setup.py" or "Pipfile").GroupBy(f => f.Folder, StringComparer.Ordinal))
        {
            var project = folder.OrderBy(f => f.Name switch { "pyproject.toml" => 0, "setup.cfg" => 1, "setup.py" => 2, _ => 3 })
                .Select(f => Read(tree, record, f)).OfType<Project>().FirstOrDefault();
            if (project is null)
                continue;
            places.Add(project.Place);
            projects.Add(project);
        }

        var byName = projects.DistinctBy(p => Normalized(p.Place.Name), StringComparer.Ordinal).ToDictionary(p => Normalized(p.Place.Name), p => p.Place, StringComparer.Ordinal);
        foreach (var project in projects.Where(p => p.Toml is not null))
            Relate(record, places, project.Place, project.Toml, byName);
    }

    private static void Relate(ScanRecord record, ProjectPlaces places, ProjectPlaces.Place place, TomlTable? toml, Dictionary<string, ProjectPlaces.Place> byName)
    {
        var workspace = toml.Table("tool", "uv", "workspace");
        places.ContainMembers(record, place, [.. workspace.Texts("members"), .. workspace.Texts("exclude").Select(e => "!" + e)]);
        foreach (var (name, source) in toml.Table("tool", "uv", "sources").Tables())
        {
            if (source.Is("workspace"))
                ProjectPlaces.Need(record, place, byName.GetValueOrDefault(Normalized(name)));
            places.NeedFolder(record, place, source.Text("path"));
        }

        var poetry = toml.Table("tool", "poetry");
        var groups = poetry.Table("group").Tables().Select(g => g.Value).Prepend(poetry);
        foreach (var (_, dependency) in groups.OfType<TomlTable>().SelectMany(g => g.Table("dependencies").Tables().Concat(g.Table("dev-dependencies").Tables())))
            places.NeedFolder(record, place, dependency.Text("path"));
    }

    private static Project? Read(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (file.Name == "pyproject.toml")
            return TomlText.Load(tree, record, file) is { } toml ? FromToml(tree, record, file, toml) : null;
        if (file.Name == "Pipfile")
            return Add(tree, record, file, null, null, null);
        if (tree.Text(file) is not { } text)
            return null;
        if (file.Name == "setup.py")
            return SetupCall().IsMatch(text) ? Add(tree, record, file, Argument(text, "name"), Argument(text, "version"), null) : null;
        return Metadata().Match(text) is { Success: true } metadata && Setting(metadata.Value, "name") is { } name
            ? Add(tree, record, file, name, Setting(metadata.Value, "version"), null)
            : null;
    }

    private static Project? FromToml(SourceTree tree, ScanRecord record, SourceFile file, TomlTable toml)
    {
        var project = toml.Table("project") ?? toml.Table("tool", "poetry");
        return project is null ? null : Add(tree, record, file, project.Text("name"), project.Text("version"), toml, project.Text("requires-python"));
    }

    private static Project Add(SourceTree tree, ScanRecord record, SourceFile file, string? name, string? version, TomlTable? toml, string? python = null)
    {
        name ??= record.NameOf(file.Folder);
        var urn = record.Declare(Kinds.Project, name, file.Path, 1,
            [("ecosystem", "pypi"), ("language", "Python"), ("version", version), ("python", python)]);
        var pytest = tree.Find(SourcePath.Join(file.Folder, "pytest.ini")) is not null || tree.Find(SourcePath.Join(file.Folder, "conftest.py")) is not null
            || tree.Find(SourcePath.Join(file.Folder, "tests/conftest.py")) is not null
            || tree.Text(file)?.Contains("pytest", StringComparison.Ordinal) == true;
        return new(new("pypi", file.Path, urn, name) { TestFramework = pytest ? "pytest" : "unittest" }, toml);
    }

    /// <summary>https://packaging.python.org/en/latest/specifications/name-normalization/</summary>
    private static string Normalized(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    private static string? Setting(string section, string key) =>
        Regex.Match(section, $@"^{key}[ \t]*[=:][ \t]*(?<value>[^\r\n#]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
        && match.Groups["value"].Value.Trim() is { Length: > 0 } value && !value.Contains(':', StringComparison.Ordinal) ? value : null;

    private static string? Argument(string text, string name) =>
        Regex.Match(text, $$"""\b{{name}}\s*=\s*['"](?<value>[^'"\n]{1,200})['"]""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? match.Groups["value"].Value
            : null;

    [GeneratedRegex(@"^\[metadata\][^\[]*", RegexOptions.Multiline, 1000)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"\bsetup\s*\(", RegexOptions.None, 1000)]
    private static partial Regex SetupCall();

    [GeneratedRegex("[-_.]+", RegexOptions.None, 1000)]
    private static partial Regex Separators();
}
