namespace Cortex.Packages.Editing.NuGet;

/// <summary>The MSBuild files that one upgrade touches, each opened once and saved together.</summary>
internal sealed class MsBuildFiles(Edits edits)
{
    private readonly Dictionary<string, XmlEdit> open = new(StringComparer.Ordinal);

    /// <summary>The file that was asked for last.</summary>
    public string? Last { get; private set; }

    public XmlEdit this[string path]
    {
        get
        {
            Last = path;
            return open.TryGetValue(path, out var edit) ? edit : open[path] = XmlEdit.Of(edits, path);
        }
    }

    /// <summary>The files that were changed.</summary>
    public IReadOnlyList<string> Save() => [.. open.Values.Where(edit => edit.Save()).Select(edit => edit.Path).Order(StringComparer.Ordinal)];
}
