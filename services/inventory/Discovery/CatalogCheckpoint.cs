using System.IO.Compression;
using System.Text.Json;
using Cortex.Contracts;

namespace Cortex.Inventory.Discovery;

/// <summary>The targets that an attempt has finished, with what it found, for the attempt after it.</summary>
internal sealed record CatalogCheckpoint
{
    /// <summary>What is larger is left out: scanning again costs less than carrying it.</summary>
    private const int MaxCharacters = 4 * 1024 * 1024;

    public required IReadOnlyList<FinishedTarget> Finished { get; init; }

    internal sealed record FinishedTarget(string Commit, TargetScan Scan);

    public static string? Write(IReadOnlyList<FinishedTarget> finished)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(gzip, new CatalogCheckpoint { Finished = finished }, CortexJson.Options);
        var text = Convert.ToBase64String(packed.ToArray());
        return text.Length <= MaxCharacters ? text : null;
    }

    /// <summary>Nothing for a checkpoint that cannot be read: the work is then done again.</summary>
    public static IReadOnlyList<FinishedTarget> Read(string? checkpoint)
    {
        if (string.IsNullOrEmpty(checkpoint))
            return [];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(checkpoint)), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<CatalogCheckpoint>(gzip, CortexJson.Options)?.Finished ?? [];
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return [];
        }
    }
}
