using Cortex.Messaging.Stores;

namespace Cortex.Workers.Attempts;

/// <summary>The content of artifacts in a store that hosts share, in parts of a megabyte. It is complete once its last part is there.</summary>
public static class ArtifactContents
{
    private const int PartBytes = 1024 * 1024;

    public static StoreSchema Schema { get; } = new("artifact-contents", 1, """
        CREATE TABLE artifact_contents (
            sha TEXT NOT NULL,
            part INTEGER NOT NULL,
            last INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (sha, part)) WITHOUT ROWID;
        """);

    /// <summary>Twice is once.</summary>
    internal static async Task SaveAsync(Store store, string sha, string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[PartBytes];
        for (var part = 0; ; part++)
        {
            var read = await file.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, stop);
            var last = file.Position == file.Length;
            var (content, number) = (buffer[..read], part);
            await store.WriteAsync(transaction => transaction.Commands.Execute(
                "INSERT INTO artifact_contents (sha, part, last, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", sha, number, last, content));
            if (last)
                return;
        }
    }

    /// <summary>Writes the content to <paramref name="path"/>; nothing when the store has not all of it.</summary>
    internal static void Fetch(Store store, string sha, string path)
    {
        if (store.Read(commands => commands.Scalar("SELECT 1 FROM artifact_contents WHERE sha = $1 AND last = 1", sha)) is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = Path.Combine(Path.GetDirectoryName(path)!, Path.GetRandomFileName() + ".new");
        try
        {
            using (var file = File.Create(fresh))
                for (var part = 0; store.Read(commands => commands.Scalar("SELECT content FROM artifact_contents WHERE sha = $1 AND part = $2", sha, part)) is byte[] content; part++)
                    file.Write(content);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
