using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Cortex.Workers.Attempts;

/// <summary>
/// The bearer token of an attempt: which attempt, in clear, and 256 random bits. Only its SHA-256 is stored; a fast hash is enough
/// for a secret of full entropy.
/// </summary>
public sealed record AttemptToken(string Text)
{
    public static AttemptToken Create(AttemptKey key) =>
        new($"{key.Worker:N}.{key.Attempt}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");

    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(), hash);

    /// <summary>Tells which attempt the bearer says it is.</summary>
    public bool TryReadKey([NotNullWhen(true)] out AttemptKey? key)
    {
        key = Text.Split('.') is [var worker, var attempt, { Length: > 0 }] && Guid.TryParseExact(worker, "N", out var id) && int.TryParse(attempt, out var number)
            ? new AttemptKey(id, number)
            : null;
        return key is not null;
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => TryReadKey(out var key) ? $"token of {key}" : "token";
}
