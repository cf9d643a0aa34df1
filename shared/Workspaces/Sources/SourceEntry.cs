namespace Cortex.Workspaces.Sources;

/// <summary>A file of a commit.</summary>
/// <param name="Number">Its place in the commit's list, from 0.</param>
/// <param name="Path">Relative to the root, with '/' between its parts; bytes that are not UTF-8 are U+FFFD.</param>
/// <param name="Bytes">As it is stored, which a checkout may change (line ends); 0 for a submodule.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct SourceEntry(int Number, string Path, long Bytes, SourceEntryKind Kind);

public enum SourceEntryKind
{
    File,

    /// <summary>A symbolic link; its content is where it leads.</summary>
    Link,

    /// <summary>A folder for another repository, empty in a checkout.</summary>
    Submodule,
}

/// <summary>Takes one file. Where a connection breaks in the middle of it, it is handed over again.</summary>
/// <param name="file">Which.</param>
/// <param name="length">In bytes, as a checkout would write it.</param>
/// <param name="content">Only valid during the call; what is not read is passed over.</param>
public delegate void SourceVisitor(SourceEntry file, long length, Stream content);
