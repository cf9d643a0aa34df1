using System.Security;
using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>Changes values of an XML file in place and adds elements beside others; every other character stays.</summary>
internal sealed class XmlEdit
{
    private readonly Edits edits;
    private readonly List<(int Start, int End, string Text)> changes = [];
    private string text;

    private XmlEdit(Edits edits, string path)
    {
        this.edits = edits;
        Path = path;
        text = edits.Text(path);
        ConflictMarkers.Refuse(text);
        XmlTree.Parse(edits.Read(path), edits.Tree.Limits, (_, _) => true, edits.Tree.Cancellation);
        Root = XmlSpan.Parse(text);
    }

    public string Path { get; }

    public XmlSpan Root { get; private set; }

    public static XmlEdit Of(Edits edits, string path) => new(edits, path);

    public void Replace(XmlValue value, string written)
    {
        if (value.Text != written)
            Change(value, Escaped(written));
    }

    /// <summary>Changes a value as it is written, with its escapes.</summary>
    public void Rewrite(XmlValue value, Func<string, string> rewritten) => Change(value, rewritten(text[value.Start..value.End]));

    /// <summary>Adds an element to a group: behind the last neighbour that comes before it, or first.</summary>
    public void Insert(XmlSpan group, XmlSpan? behind, string element)
    {
        var sample = behind ?? group.Children.FirstOrDefault();
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var indent = sample is not null ? IndentOf(sample.Start) : IndentOf(group.Start) + Unit;
        var at = behind?.End ?? group.Opened;
        // A comment on the rest of the line belongs to what stands before it.
        var lineEnd = text.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var rest ? at + rest : text.Length;
        if (behind is not null && text[at..lineEnd].TrimStart() is "" or ['<', '!', '-', '-', ..])
            at = lineEnd;
        changes.Add((at, at, $"{newLine}{indent}{element}"));
    }

    /// <summary>Adds a group with one element behind an element of the root, or at its end.</summary>
    public void InsertGroup(string element)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var outer = Root.Children.FirstOrDefault() is { } child ? IndentOf(child.Start) : Unit;
        var group = $"{outer}<ItemGroup>{newLine}{outer}{Unit}{element}{newLine}{outer}</ItemGroup>";
        if (Root.Children.LastOrDefault() is { } last)
            changes.Add((last.End, last.End, newLine + group));
        else if (Root.Opened == Root.End)
            throw new UnreadableException("The project is empty, so nothing is added to it; add the package by hand.", Root.Line);
        else
            changes.Add((Root.Opened, Root.Opened, newLine + group));
    }

    public bool Save()
    {
        if (changes.Count == 0)
            return false;
        var written = new StringBuilder(text);
        foreach (var (start, end, replacement) in changes.OrderByDescending(change => change.Start))
            written.Remove(start, end - start).Insert(start, replacement);
        changes.Clear();
        text = written.ToString();
        edits.Write(Path, text);
        Root = XmlSpan.Parse(text);
        return true;
    }

    public static string Escaped(string written) => SecurityElement.Escape(written);

    private void Change(XmlValue value, string raw)
    {
        if (text[value.Start..value.End] != raw && !changes.Exists(change => change.Start == value.Start))
            changes.Add((value.Start, value.End, raw));
    }

    private string Unit => Root.Children.FirstOrDefault() is { } child && IndentOf(child.Start) is { Length: > 0 } unit ? unit : "  ";

    private string IndentOf(int position)
    {
        var line = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = line;
        while (end < position && text[end] is ' ' or '\t')
            end++;
        return text[line..end];
    }
}
