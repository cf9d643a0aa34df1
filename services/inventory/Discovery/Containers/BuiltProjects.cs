using System.Text.RegularExpressions;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Projects;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>The projects that end in an image: those whose build or start its Dockerfile names, else those it copies by name, else what lies at the root of all it copies.</summary>
internal static partial class BuiltProjects
{
    public static IReadOnlyCollection<ProjectPlaces.Place> Of(Dockerfile dockerfile, string context, ProjectPlaces projects)
    {
        var within = projects.All.Where(p => !p.IsTest && SourcePath.IsBelow(p.Path, context)).ToList();
        var named = Named(dockerfile, context, within);
        if (named.Count > 0)
            return named;
        var sources = dockerfile.Copied.Select(s => SourcePath.Combine(context, s)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var copied = within.Where(p => sources.Contains(p.Path) || SourcePath.Upwards(p.Folder).Any(f => f.Length > context.Length && sources.Contains(f))).ToList();
        if (sources.Contains(context))
            copied.AddRange(within.Where(p => p.Folder == context));
        return [.. copied.Distinct()];
    }

    /// <summary>Where no command says what the context is: the Dockerfile's folder, else the root, if all that is copied by name is there.</summary>
    public static IEnumerable<string> LikelyContext(SourceTree tree, string path, Dockerfile dockerfile)
    {
        var folders = new[] { SourcePath.Folder(path), "" }.Distinct(StringComparer.Ordinal);
        return folders.Where(folder => dockerfile.Copied.All(source => SourcePath.Combine(folder, source) is { } full && (full.Contains('*', StringComparison.Ordinal) || tree.Find(full) is not null || tree.HasFolder(full)))).Take(1);
    }

    private static List<ProjectPlaces.Place> Named(Dockerfile dockerfile, string context, List<ProjectPlaces.Place> within)
    {
        var words = dockerfile.Commands.SelectMany(c => Word().Matches(c).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            names.Add(word.TrimStart('.', '/').TrimEnd('/'));
            if (word.EndsWith(".dll", StringComparison.Ordinal))
                names.Add(word[(word.LastIndexOf('/') + 1)..]);
        }

        return within.FindAll(p =>
        {
            if (p.Ecosystem != "nuget")
                return false;
            var relative = context.Length == 0 ? p.Path : p.Path[(context.Length + 1)..];
            return names.Contains(relative) || names.Contains(SourcePath.Folder(relative)) || names.Contains(relative[(relative.LastIndexOf('/') + 1)..]) || names.Contains(p.Name + ".dll");
        });
    }

    [GeneratedRegex("""[^\s"'\[\],;&|]+""", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
