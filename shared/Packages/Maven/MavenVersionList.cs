namespace Cortex.Packages.Maven;

/// <summary>What stands between two points of a version's nesting: '-' and a change between digits and letters open another list.</summary>
internal sealed class MavenVersionList : MavenVersionItem
{
    private readonly List<MavenVersionItem> items = [];

    public override bool IsNull => items.Count == 0;

    public static MavenVersionList Parse(string text) => new MavenVersionParser(text).Parse();

    public void Add(MavenVersionItem item) => items.Add(item);

    /// <summary>Takes away what counts as nothing before the end and before a list.</summary>
    public void Normalize()
    {
        for (var at = items.Count - 1; at >= 0; at--)
        {
            if (items[at].IsNull)
                items.RemoveAt(at);
            else if (items[at] is not MavenVersionList)
                break;
        }
    }

    public override int Order(MavenVersionItem? other) => other switch
    {
        null => CompareToNothing(),
        MavenVersionNumber => -1,
        MavenVersionQualifier => 1,
        MavenVersionList list => CompareItems(list),
        _ => throw new ArgumentOutOfRangeException(nameof(other), other, "No such item."),
    };

    private int CompareToNothing()
    {
        foreach (var item in items)
        {
            var order = item.Order(null);
            if (order != 0)
                return order;
        }
        return 0;
    }

    private int CompareItems(MavenVersionList other)
    {
        for (var at = 0; at < Math.Max(items.Count, other.items.Count); at++)
        {
            var order = at < items.Count
                ? items[at].Order(at < other.items.Count ? other.items[at] : null)
                : -other.items[at].Order(null);
            if (order != 0)
                return order;
        }
        return 0;
    }
}
