using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Maven;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Maven;

/// <summary>A project with its parents and imported bills of materials, as far as the repository has them, nearest first.</summary>
internal sealed class PomLineage
{
    private const int MaxPoms = 64;
    private readonly List<PomText> poms = [];

    public IReadOnlyList<PomText> Poms => poms;

    /// <exception cref="UnreadableException">The project itself cannot be read; what it inherits from is then left out.</exception>
    public static PomLineage Of(Draft draft, string path)
    {
        var lineage = new PomLineage();
        lineage.Add(draft, path);
        return lineage;
    }

    /// <summary>The text with properties in place, as far as the repository defines them.</summary>
    public string Resolve(string text)
    {
        for (var round = 0; round < 16 && text.Length < 4096; round++)
        {
            var start = text.IndexOf("${", StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0 || ValueOf(text[(start + 2)..end]) is not { } value)
                return text;
            text = string.Concat(text.AsSpan(0, start), value, text.AsSpan(end + 1));
        }
        return text;
    }

    private string? ValueOf(string property)
    {
        foreach (var pom in poms)
        {
            foreach (var part in pom.Parts)
            {
                if (pom.Value(part.Child("properties"), property) is { } value)
                    return value;
            }
        }
        var own = poms[0];
        return property switch
        {
            "project.groupId" or "pom.groupId" or "groupId" => own.Value(own.Project, "groupId") ?? own.Value(own.Project.Child("parent"), "groupId"),
            "project.version" or "pom.version" or "version" => own.Value(own.Project, "version") ?? own.Value(own.Project.Child("parent"), "version"),
            "project.parent.groupId" => own.Value(own.Project.Child("parent"), "groupId"),
            "project.parent.version" => own.Value(own.Project.Child("parent"), "version"),
            _ => null,
        };
    }

    private void Add(Draft draft, string path)
    {
        while (poms.Count < MaxPoms && poms.All(pom => pom.Text.Path != path))
        {
            var pom = PomText.Of(draft.Open(path), draft.Tree);
            poms.Add(pom);
            Import(draft, pom);
            if (pom.Project.Child("parent") is not { } parent || ParentOf(draft, pom, parent) is not { } above)
                return;
            path = above;
        }
    }

    private void Import(Draft draft, PomText pom)
    {
        foreach (var entry in pom.Parts.SelectMany(part => part.All("dependencyManagement", "dependencies", "dependency")))
        {
            if (pom.Value(entry, "scope") != "import" || MavenModules.Of(draft.Tree, pom.Text.Path).PathOf(Resolve(pom.NameOf(entry))) is not { } target)
                continue;
            if (Readable(draft, target) is not null)
                Add(draft, target);
        }
    }

    private static string? ParentOf(Draft draft, PomText pom, XmlSpan parent)
    {
        var relative = parent.Child("relativePath") is { } written ? pom.Value(written) ?? "" : "../pom.xml";
        if (relative.Length == 0 || RepositoryPath.Combine(RepositoryPath.Folder(pom.Text.Path), relative) is not { } target)
            return null;
        foreach (var candidate in (ReadOnlySpan<string>)[target, RepositoryPath.Below(target, "pom.xml")])
        {
            if (candidate.Length > 0 && Readable(draft, candidate) is { } above && above.Value(above.Project, "artifactId") == pom.Value(parent, "artifactId"))
                return candidate;
        }
        return null;
    }

    private static PomText? Readable(Draft draft, string path)
    {
        try
        {
            return draft.Exists(path) ? PomText.Of(draft.Open(path), draft.Tree) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
