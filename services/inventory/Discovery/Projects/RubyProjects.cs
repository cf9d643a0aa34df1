using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>Gems by their gemspec, and applications by a Gemfile that no gemspec lies beside; both are read as text and never run.</summary>
internal static partial class RubyProjects
{
    public static void Discover(SourceTree tree, ScanRecord record, ProjectPlaces places)
    {
        var gemfiles = tree.Files.Where(f => f.Name is "Gemfile" or "gems.rb").DistinctBy(f => f.Folder).ToList();
        foreach (var file in tree.Files.Where(f => f.Extension == ".gemspec"))
        {
            if (tree.Text(file) is { } text)
                Add(tree, record, places, file, Setting(text, "name") ?? Path.GetFileNameWithoutExtension(file.Name), Setting(text, "version"));
        }

        foreach (var file in gemfiles.Where(f => places.InFolder("gem", f.Folder) is null))
            Add(tree, record, places, file, record.NameOf(file.Folder), null);
        foreach (var file in gemfiles)
        {
            foreach (Match path in GemPath().Matches(tree.Text(file) ?? ""))
                places.NeedFolder(record, places.InFolder("gem", file.Folder)!, path.Groups["path"].Value);
        }
    }

    private static void Add(SourceTree tree, ScanRecord record, ProjectPlaces places, SourceFile file, string name, string? version)
    {
        var urn = record.Declare(Kinds.Project, name, file.Path, 1, [("ecosystem", "gem"), ("language", "Ruby"), ("version", version)]);
        var rspec = tree.HasFolder(SourcePath.Join(file.Folder, "spec")) || tree.Find(SourcePath.Join(file.Folder, ".rspec")) is not null;
        places.Add(new("gem", file.Path, urn, name) { TestFramework = rspec ? "rspec" : "minitest" });
    }

    private static string? Setting(string text, string name) =>
        Regex.Match(text, $$"""\.{{name}}\s*=\s*['"](?<value>[^'"\n]{1,200})['"]""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? match.Groups["value"].Value
            : null;

    [GeneratedRegex("""^[ \t]*gem[ \t(]+['"][^'"\n]+['"][^#\n]*\bpath(:|['"]?[ \t]*=>)[ \t]*['"](?<path>[^'"\n]{1,300})['"]""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GemPath();
}
