using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>The files of a repository as they are after the edits so far; later upgrades see what earlier ones wrote.</summary>
internal sealed class Edits(RepositoryFiles tree)
{
    private readonly SortedDictionary<string, (byte[] Before, byte[] After)> files = new(StringComparer.Ordinal);
    private readonly List<EditNote> notes = [];
    private IReadOnlyList<string>? manifests;
    private readonly List<EditRefusal> refused = [];

    public RepositoryFiles Tree => tree;

    /// <summary>The manifests of the repository, found once.</summary>
    public IReadOnlyList<string> Manifests => manifests ??= ManifestWalk.Find(tree, new ScanResults(tree.Limits));

    public bool Exists(string path) => files.ContainsKey(path) || tree.Exists(path);

    /// <summary>The file's bytes, with earlier edits.</summary>
    /// <exception cref="UnreadableException">The file cannot be read.</exception>
    public byte[] Read(string path) => files.TryGetValue(path, out var file) ? file.After : tree.Bytes(path);

    /// <summary>The file as text without its byte order mark, with earlier edits.</summary>
    /// <exception cref="UnreadableException">The file cannot be read, or is not UTF-8.</exception>
    public string Text(string path)
    {
        try
        {
            var bytes = Read(path).AsSpan();
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableException("The file is not UTF-8, so it is not edited; change it by hand.");
        }
    }

    /// <summary>Replaces the file's text; a byte order mark stays.</summary>
    public void Write(string path, string text)
    {
        var before = files.TryGetValue(path, out var file) ? file.Before : tree.Bytes(path);
        if (File.GetAttributes(tree.FullPath(path)).HasFlag(FileAttributes.ReadOnly))
            throw new UnreadableException($"{path} may not be written; make it writable first.");
        byte[] mark = before.AsSpan().StartsWith("\uFEFF"u8) ? [0xEF, 0xBB, 0xBF] : [];
        files[path] = (before, [.. mark, .. Encoding.UTF8.GetBytes(text)]);
    }

    public void Note(EditNoteKind kind, string path, string text, IReadOnlyList<string>? command = null)
    {
        if (!notes.Exists(note => note.Kind == kind && note.Path == path && note.Text == text))
            notes.Add(new(kind, path, text) { Command = command });
    }

    public void Refuse(PackageUpgrade upgrade, string path, int? line, string reason) => refused.Add(new(upgrade, path, line, reason));

    public EditPlan ToPlan() => new()
    {
        Files = [.. files.Where(f => !f.Value.Before.AsSpan().SequenceEqual(f.Value.After)).Select(f => new FileEdit(f.Key, f.Value.Before, f.Value.After))],
        Notes = notes,
        Refused = refused,
    };
}
