using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Manages the version of a package that others bring along: https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html.</summary>
internal sealed class PomOverride(Draft draft, PomText pom)
{
    private readonly string[] name = draft.Upgrade.Name.Split(':');

    public void Add()
    {
        draft.Found = true;
        var management = pom.Project.Child("dependencyManagement");
        var list = management?.Child("dependencies");
        var unit = Unit();
        if (list is { ClosesItself: false } && list.Children.Exists(c => c.Name == "dependency"))
            AddBeside(list, unit);
        else if (list is { ClosesItself: false })
            AddInside(list, Entry(pom.Text.IndentOf(list.Start) + unit, unit));
        else if (management is { ClosesItself: false } && list is null)
            AddInside(management, List(pom.Text.IndentOf(management.Start) + unit, unit));
        else if (management is null)
            AddManagement(unit);
        else
            Expand(list ?? management, list is null, unit);
        draft.NoteOverride(pom.Text.Path, "dependencyManagement has its version now");
    }

    /// <summary>In the order of the names, as far as the list starts in it.</summary>
    private void AddBeside(XmlSpan list, string unit)
    {
        var entries = list.Children.Where(c => c.Name == "dependency").ToList();
        var next = entries.Find(entry => string.CompareOrdinal(pom.NameOf(entry), draft.Upgrade.Name) > 0);
        var beside = next ?? entries[^1];
        var indent = pom.Text.IndentOf(beside.Start);
        var inner = beside.Children.Count > 0 && pom.Text.LineOf(beside.Children[0].Start) != pom.Text.LineOf(beside.Start)
            ? pom.Text.IndentOf(beside.Children[0].Start)[Math.Min(indent.Length, pom.Text.IndentOf(beside.Children[0].Start).Length)..]
            : unit;
        if (next is null)
            pom.Text.InsertAfterLine(beside.End, Entry(indent, inner));
        else
            pom.Text.Insert(pom.Text.LineStart(next.Start), Lines(Entry(indent, inner)));
    }

    private void AddInside(XmlSpan element, string lines)
    {
        if (pom.Text.LineOf(element.ContentStart) == pom.Text.LineOf(element.ContentEnd))
            pom.Text.Replace(element.ContentStart, element.ContentEnd, pom.Text.NewLine + Lines(lines) + pom.Text.IndentOf(element.Start));
        else
            pom.Text.InsertAfterLine(element.ContentStart, lines);
    }

    private void AddManagement(string unit)
    {
        var close = pom.Project.ContentEnd;
        var start = pom.Text.LineStart(close);
        var alone = pom.Text.Text.AsSpan(start..close).Trim().IsEmpty;
        var blank = alone && start > 0 && pom.Text.Text.AsSpan(pom.Text.LineStart(start - 1)..start).Trim().IsEmpty;
        var block = Lines($"{unit}<dependencyManagement>\n{List(unit + unit, unit)}\n{unit}</dependencyManagement>");
        pom.Text.Insert(alone ? start : close, alone ? block + (blank ? pom.Text.NewLine : "") : pom.Text.NewLine + block);
    }

    private void Expand(XmlSpan element, bool isManagement, string unit)
    {
        var indent = pom.Text.IndentOf(element.Start);
        var content = isManagement ? List(indent + unit, unit) : Entry(indent + unit, unit);
        pom.Text.Replace(element.Start, element.End, $"<{element.Name}>{pom.Text.NewLine}{Lines(content)}{indent}</{element.Name}>");
    }

    private string List(string indent, string unit) =>
        $"{indent}<dependencies>\n{Entry(indent + unit, unit)}\n{indent}</dependencies>";

    private string Entry(string indent, string unit) => string.Join('\n',
        $"{indent}<dependency>",
        $"{indent}{unit}<groupId>{name[0]}</groupId>",
        $"{indent}{unit}<artifactId>{name[1]}</artifactId>",
        $"{indent}{unit}<version>{draft.Upgrade.To}</version>",
        $"{indent}</dependency>");

    private string Lines(string lines) => lines.ReplaceLineEndings(pom.Text.NewLine) + pom.Text.NewLine;

    private string Unit() =>
        pom.Project.Children.Select(child => pom.Text.IndentOf(child.Start)).FirstOrDefault(indent => indent.Length > 0) ?? "  ";
}
