namespace Cortex.Documents.Files;

/// <summary>What a folder of a repository holds.</summary>
/// <param name="Path">From the root.</param>
/// <param name="IsLink">Of a symbolic link, which is in the folder then.</param>
/// <param name="IsFolder">Of a folder.</param>
/// <param name="Length">In bytes; 0 for a folder.</param>
public readonly record struct TreeEntry(string Path, bool IsLink, bool IsFolder, long Length);

/// <summary>The files of a repository of which a folder has only some.</summary>
public sealed class ListedFiles
{
    private readonly Dictionary<string, List<TreeEntry>> _byFolder = new(StringComparer.Ordinal) { [""] = [] };
    private readonly Action<string> _need;

    /// <param name="entries">All files and links, and folders that have none.</param>
    /// <param name="need">Brings a file to the folder that is not there yet.</param>
    public ListedFiles(IEnumerable<TreeEntry> entries, Action<string> need)
    {
        _need = need;
        foreach (var entry in entries)
            Add(entry);
    }

    public IEnumerable<TreeEntry> Below(string folder) => _byFolder.GetValueOrDefault(folder) ?? [];

    public void Need(string path) => _need(path);

    private void Add(TreeEntry entry)
    {
        if (entry.IsFolder && !_byFolder.TryAdd(entry.Path, []))
            return;
        var folder = SourcePath.Folder(entry.Path);
        if (!_byFolder.ContainsKey(folder))
            Add(new(folder, IsLink: false, IsFolder: true, 0));
        _byFolder[folder].Add(entry);
    }
}
