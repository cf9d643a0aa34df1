using Cortex.Packages.Editing;

namespace Cortex.Security.Fixing.Working;

/// <summary>Writes planned edits into a checkout, if its files are still those that the plan was made of.</summary>
internal static class EditedFiles
{
    /// <exception cref="IOException">A file is not there, is a link or has changed.</exception>
    public static void Write(string root, IReadOnlyList<FileEdit> edits)
    {
        foreach (var edit in edits)
        {
            var path = Path.GetFullPath(Path.Combine(root, edit.Path));
            if (!path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || new FileInfo(path) is not { Exists: true, LinkTarget: null })
                throw new IOException($"'{edit.Path}' is no file of the checkout and is not written.");
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(edit.Before.Span))
                throw new IOException($"'{edit.Path}' has changed since the edit was planned.");
        }
        foreach (var edit in edits)
            File.WriteAllBytes(Path.Combine(root, edit.Path), edit.After.ToArray());
    }
}
