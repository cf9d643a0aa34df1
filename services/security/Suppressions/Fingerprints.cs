using System.Security.Cryptography;
using System.Text;
using Cortex.Security.Scanning;
using Cortex.Secrets.Assignments;

namespace Cortex.Security.Suppressions;

/// <summary>
/// What stands for a finding in an allow rule or a baseline: a hash of rule, path and subject. A secret's value takes part only when it is long and
/// random, so that a replaced key is a new finding. A value that a person may have chosen never does: whoever has the baseline could try
/// passwords against it as fast as he can hash, and no amount of stretching protects "summer2024".
/// </summary>
internal static class Fingerprints
{
    private const int LeastLength = 20;
    private const int Bytes = 16;

    private static readonly byte[] Key = "cortex.fingerprint/1"u8.ToArray();

    public static string Of(Detection detection) => detection.Fingerprint ?? Of(detection.Rule, detection.Path, detection.Subject, []);

    public static string Of(string rule, string path, string subject, ReadOnlySpan<char> secret)
    {
        var value = secret.Length >= LeastLength && Randomness.IsRandom(secret) ? secret.ToString() : "";
        var text = string.Join('\0', rule, path, subject, value);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }
}
