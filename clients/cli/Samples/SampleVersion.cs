using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;

namespace Cortex.Cli.Samples;

internal static class SampleVersion
{
    /// <summary>SHA-256 over a sample's history, paths and contents.</summary>
    public static async Task<string> OfAsync(string folder, IReadOnlyList<string> files, IReadOnlyList<SampleCommit> commits, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(commits, CortexJson.Options));
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(Path.Combine(folder, file), stop);
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{file}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
