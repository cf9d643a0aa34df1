using System.Text.RegularExpressions;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>Versions that are written as $(properties): changed where they are defined, if nothing else follows them.</summary>
internal sealed partial class VersionProperties(MsBuildFiles files, IReadOnlyList<MsBuildProject> projects, string package)
{
    private const int MaxHops = 16;

    /// <summary>The one property of a text that is otherwise a version or a range; null when there are more or something else.</summary>
    public static string? NameIn(string text) => Lone().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    public static bool IsIn(string text) => text.Contains("$(", StringComparison.Ordinal);

    /// <summary>The literal values that a property has in the files of a project, followed through other properties.</summary>
    public IEnumerable<(string File, XmlSpan Element, XmlValue Value)> Definitions(IReadOnlyCollection<string> within, string property, int hops = 0)
    {
        foreach (var file in within)
        {
            foreach (var element in files[file].Root.Descendants.Where(e => IsProperty(e) && e.Name.Equals(property, StringComparison.OrdinalIgnoreCase)))
            {
                if (element.Text is not { } value)
                    continue;
                if (!IsIn(value.Text))
                    yield return (file, element, value);
                else if (NameIn(value.Text) is { } next && hops < MaxHops && !next.Equals(property, StringComparison.OrdinalIgnoreCase))
                {
                    foreach (var definition in Definitions(within, next, hops + 1))
                        yield return definition;
                }
            }
        }
    }

    /// <summary>Something else that takes its value from the property; null when only the package and its family do.</summary>
    public string? OtherUse(string file, string property, int hops = 0)
    {
        var use = $"$({property})";
        foreach (var path in projects.Where(p => p.Files.Contains(file)).SelectMany(p => p.Files).Distinct(StringComparer.Ordinal))
        {
            foreach (var element in files[path].Root.Descendants)
            {
                var uses = element.Attributes.Values.Append(element.Text).Any(v => v?.Text.Contains(use, StringComparison.OrdinalIgnoreCase) == true);
                if (!uses)
                    continue;
                var item = PackageItems.Kinds.Contains(element.Name) ? element : PackageItems.Kinds.Contains(element.Parent?.Name ?? "") ? element.Parent! : null;
                if (item is not null)
                {
                    if (PackageItems.Ids(item).FirstOrDefault(id => !IsFamily(id)) is { } other)
                        return other;
                }
                else if (!IsProperty(element) || hops == MaxHops)
                    return $"<{element.Name}> in {path}";
                else if (!element.Name.Equals(property, StringComparison.OrdinalIgnoreCase) && OtherUse(path, element.Name, hops + 1) is { } further)
                    return further;
            }
        }
        return null;
    }

    // Packages of one publisher that share a version are released together.
    private bool IsFamily(string id) => id.Split('.')[0].Equals(package.Split('.')[0], StringComparison.OrdinalIgnoreCase);

    private static bool IsProperty(XmlSpan element) => element.Parent?.Name == "PropertyGroup";

    [GeneratedRegex(@"^\s*[\[(]?\s*\$\(\s*(?<name>[A-Za-z_][A-Za-z0-9_-]*)\s*\)\s*(?:,\s*)?[\])]?\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Lone();
}
