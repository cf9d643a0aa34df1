namespace Cortex.Documents.Files;

/// <summary>What Git LFS leaves in place of a file: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.</summary>
public static class LfsPointer
{
    public const string Advice = "The repository holds only a Git LFS pointer here, not the file; LFS content is not fetched. Keep manifests out of LFS.";

    public static bool IsPointer(ReadOnlySpan<byte> content) => content.Length < 1024 && content.StartsWith("version https://git-lfs.github.com/spec/"u8);
}
