using System.Security.Cryptography;
using Cortex.Hosting.Data;
using Cortex.Messaging.Stores;

namespace Cortex.Workers.Attempts;

/// <summary>
/// Files by their SHA-256. A file is complete once it has its name. With a store that hosts share the content is there as well, and
/// the files are what this host has seen of it.
/// </summary>
public sealed class ArtifactFiles(DataDirectory data, Store? store = null)
{
    private bool IsShared => store is { Options.IsShared: true };

    /// <summary>Fetched from the shared store when another host has saved it.</summary>
    public string PathOf(string sha)
    {
        var path = Path.Combine(data.Artifacts, sha[..2], sha);
        if (IsShared && !File.Exists(path))
            ArtifactContents.Fetch(store!, sha, path);
        return path;
    }

    /// <summary>Stores the content and returns its SHA-256 (lower-case hex) and its size.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="most"/> bytes.</exception>
    public async Task<(string Sha, long Bytes)> SaveAsync(Stream content, long most, CancellationToken stop)
    {
        Directory.CreateDirectory(data.Artifacts);
        var fresh = Path.Combine(data.Artifacts, Path.GetRandomFileName() + ".new");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                var buffer = new byte[80 * 1024];
                int read;
                while ((read = await content.ReadAsync(buffer, stop)) > 0)
                {
                    if ((bytes += read) > most)
                        throw new InvalidDataException($"larger than {most} bytes");
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                }

                file.Flush(flushToDisk: true);
            }

            var sha = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (IsShared)
                await ArtifactContents.SaveAsync(store!, sha, fresh, stop);
            var path = Path.Combine(data.Artifacts, sha[..2], sha);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(fresh, path, overwrite: true);
            return (sha, bytes);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    public Stream Open(string sha) => File.OpenRead(PathOf(sha));
}
