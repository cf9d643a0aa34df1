using Cortex.Documents.Files;

namespace Cortex.Security.Secrets.Texts;

/// <summary>Files that are not text by their names: opening them is a waste.</summary>
internal static class Binaries
{
    private static readonly HashSet<string> Extensions = new(StringComparer.Ordinal)
    {
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".webp", ".tif", ".tiff", ".psd", ".pdf", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".mov", ".avi", ".mkv", ".wav", ".ogg", ".flac", ".webm",
        ".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".jar", ".war", ".ear", ".nupkg", ".whl", ".egg", ".gem", ".deb", ".rpm", ".apk", ".dmg", ".iso", ".exe", ".dll", ".so", ".dylib", ".a", ".o", ".lib",
        ".class", ".pyc", ".pdb", ".wasm", ".mo", ".bin", ".db-wal", ".pack", ".idx",
    };

    public static bool Has(SourceFile file) => Extensions.Contains(file.Extension);
}
