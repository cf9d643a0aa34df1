using System.Text;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Maven;

/// <summary>A pom.xml as it is to be edited: https://maven.apache.org/pom.html.</summary>
internal sealed class PomText
{
    private PomText(EditedText text, XmlSpan project) => (Text, Project) = (text, project);

    public EditedText Text { get; }

    public XmlSpan Project { get; }

    /// <summary>The project and its profiles, active or not.</summary>
    public IEnumerable<XmlSpan> Parts => Project.All("profiles", "profile").Prepend(Project);

    /// <summary>Whatever has coordinates with a version: the parent, dependencies, managed ones, plugins and what those depend on.</summary>
    public IEnumerable<XmlSpan> Entries => Parts.SelectMany(part => part.All("dependencies", "dependency")
            .Concat(part.All("dependencyManagement", "dependencies", "dependency"))
            .Concat(Plugins(part))
            .Concat(Plugins(part).SelectMany(plugin => plugin.All("dependencies", "dependency")))
            .Concat(part.All("build", "extensions", "extension")))
        .Concat(Project.All("parent"));

    /// <exception cref="UnreadableException">The file is no project, or no XML.</exception>
    public static PomText Of(EditedText text, RepositoryFiles tree, string root = "project")
    {
        XmlTree.Parse(Encoding.UTF8.GetBytes(WithoutEncoding(text.Text)), tree.Limits, (_, _) => true, tree.Cancellation);
        if (XmlSpanParser.Parse(text.Text) is not { } project || project.Name != root)
            throw new UnreadableException($"The root element is not '{root}'; correct it.", 1);
        if (project.HasPrefix)
            throw new UnreadableException("The elements have a namespace prefix, so the file is not edited; change it by hand.", text.LineOf(project.Start));
        return new(text, project);
    }

    /// <summary>The text of an element, trimmed; null where there is none, or not as plain text.</summary>
    public string? Value(XmlSpan? element)
    {
        if (element is null || element.Children.Count > 0)
            return null;
        var value = Text.Text[Plain(element)];
        return value.Length == 0 || value.IndexOfAny(['<', '&']) >= 0 ? null : value;
    }

    public string? Value(XmlSpan? element, string child) => Value(element?.Child(child));

    /// <summary>"group:artifact" as it is written; a plugin's group may be left out.</summary>
    public string NameOf(XmlSpan entry) =>
        $"{Value(entry, "groupId") ?? (entry.Name == "plugin" ? "org.apache.maven.plugins" : "")}:{Value(entry, "artifactId")}";

    /// <summary>Puts another value in place of the element's, white space around it stays.</summary>
    public void Replace(XmlSpan element, string with)
    {
        var (start, length) = Plain(element).GetOffsetAndLength(Text.Text.Length);
        Text.Replace(start, start + length, with);
    }

    /// <summary>The text of an element without the white space and the comments around it.</summary>
    private Range Plain(XmlSpan element)
    {
        var (start, end) = (element.ContentStart, element.ContentEnd);
        while (true)
        {
            var raw = Text.Text.AsSpan(start..end);
            start += raw.Length - raw.TrimStart().Length;
            raw = raw.Trim();
            end = start + raw.Length;
            if (raw.StartsWith("<!--") && raw.IndexOf("-->") is > 0 and var close)
                start += close + 3;
            else if (raw.EndsWith("-->") && raw.LastIndexOf("<!--") is > 0 and var open)
                end = start + open;
            else
                return start..end;
        }
    }

    private static IEnumerable<XmlSpan> Plugins(XmlSpan part) =>
        part.All("build", "plugins", "plugin").Concat(part.All("build", "pluginManagement", "plugins", "plugin"));

    // The bytes that are parsed are UTF-8, whatever the file says that it is; what is not was refused.
    private static string WithoutEncoding(string text)
    {
        var end = text.StartsWith("<?xml", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) : -1;
        return end < 0 ? text : string.Concat("<?xml version=\"1.0\"".PadRight(end), text.AsSpan(end));
    }
}
