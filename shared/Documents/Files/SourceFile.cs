namespace Cortex.Documents.Files;

/// <summary>A regular file of a checkout: path relative to the root with '/', length in bytes.</summary>
public sealed record SourceFile(string Path, long Length)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>"" is the root.</summary>
    public string Folder => SourcePath.Folder(Path);

    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();
}
