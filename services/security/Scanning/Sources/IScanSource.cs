using Cortex.Documents.Files;
using Cortex.Documents.Ignores;

namespace Cortex.Security.Scanning.Sources;

/// <summary>Reads bytes of a file from a place on into a buffer; how many there were, 0 at the end.</summary>
internal delegate int ReadAt(long offset, Span<byte> into);

/// <summary>Looks at one file, whose length is as given.</summary>
internal delegate void FileLook(SourceFile file, ReadAt read);

/// <summary>Where a scan has its files from.</summary>
internal interface IScanSource
{
    /// <summary>Holds the files, or those that are needed on disk.</summary>
    string Folder { get; }

    /// <summary>Is told which file is looked for in the folder; null where all are there.</summary>
    Action<string>? Need { get; }

    SourceTree Walk(IgnoreRules ignores, Detections found, CancellationToken stop);

    /// <summary>Hands over files of the tree, in no certain order.</summary>
    Task ReadAsync(SourceTree tree, IReadOnlyCollection<SourceFile> files, FileLook look, CancellationToken stop);
}
