namespace Cortex.Packages.Editing.Maven;

/// <summary>An XML element and where it stands in the text of its file.</summary>
internal sealed class XmlSpan
{
    /// <summary>The local name.</summary>
    public required string Name { get; init; }

    public required bool HasPrefix { get; init; }

    public XmlSpan? Parent { get; init; }

    /// <summary>The place of its '&lt;'.</summary>
    public required int Start { get; init; }

    /// <summary>The place behind its opening tag.</summary>
    public required int ContentStart { get; init; }

    /// <summary>The place of its closing tag; that of <see cref="ContentStart"/> where it closes itself.</summary>
    public int ContentEnd { get; set; }

    /// <summary>The place behind its closing tag.</summary>
    public int End { get; set; }

    public bool ClosesItself { get; set; }

    public List<XmlSpan> Children { get; } = [];

    public XmlSpan? Child(string name) => Children.Find(child => child.Name == name);

    public XmlSpan? At(params ReadOnlySpan<string> names)
    {
        var at = this;
        foreach (var name in names)
            at = at?.Child(name);
        return at;
    }

    public IEnumerable<XmlSpan> All(params string[] names) =>
        names.Aggregate((IEnumerable<XmlSpan>)[this], (at, name) => at.SelectMany(e => e.Children.Where(child => child.Name == name)));
}
