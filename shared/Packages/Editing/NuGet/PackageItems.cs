using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>The items of MSBuild files that name packages, also those whose condition does not hold.</summary>
internal static class PackageItems
{
    public static readonly string[] Kinds = ["PackageReference", "PackageVersion", "GlobalPackageReference", "PackageDownload"];

    public static IEnumerable<XmlSpan> All(XmlSpan root) => root.Descendants.Where(e => Kinds.Contains(e.Name) && e.Parent?.Name == "ItemGroup");

    public static IEnumerable<string> Ids(XmlSpan item) => ((item["Include"] ?? item["Update"])?.Text ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static bool Names(XmlSpan item, string id) => Ids(item).Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where versions are written: in attributes and in elements, of which there may be several under conditions.</summary>
    public static IEnumerable<XmlValue> Versions(XmlSpan item)
    {
        foreach (var name in (string[])["Version", "VersionOverride"])
        {
            if (item[name] is { } attribute)
                yield return attribute;
            foreach (var element in item.Children.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                if (element.Text is { } text)
                    yield return text;
            }
        }
    }

    public static string? ConditionOf(XmlSpan element)
    {
        for (var at = element; at is not null; at = at.Parent)
        {
            if (at["Condition"]?.Text is { Length: > 0 } condition)
                return condition;
            if (at.Name == "Otherwise")
                return "otherwise";
        }
        return null;
    }
}
