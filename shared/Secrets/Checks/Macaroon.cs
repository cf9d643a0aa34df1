using System.Text;

namespace Cortex.Secrets.Checks;

/// <summary>
/// PyPI's tokens are macaroons: after "pypi-" comes base64url of version 2, then the location "pypi.org" or "test.pypi.org" as a field
/// with its length (github.com/pypi/warehouse, github.com/rescrv/libmacaroons).
/// </summary>
internal static class Macaroon
{
    public static Verdict Check(string token)
    {
        var start = token.IndexOf('-', StringComparison.Ordinal) + 1;
        var length = token.Length - start;
        if (Base64.Decode(token[start..(start + length - (length % 4))]) is not [2, 1, var size, ..] bytes || bytes.Length < 3 + size)
            return Verdict.Refuted;
        return Encoding.ASCII.GetString(bytes, 3, size).EndsWith("pypi.org", StringComparison.Ordinal) ? Verdict.Holds : Verdict.Refuted;
    }
}
