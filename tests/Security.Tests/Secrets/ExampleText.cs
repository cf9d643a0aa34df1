using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cortex.Secrets.Checks;

namespace Cortex.Security.Tests.Secrets;

/// <summary>Fills the notation of the examples on the rules' pages (docs/security-rules.md), always with the same characters for the same example.</summary>
internal static partial class ExampleText
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Base62 = Digits + Upper + Lower;

    public static string Fill(string example)
    {
        var draw = new Draw(example);
        var text = new StringBuilder();
        var at = 0;
        foreach (Match match in Notation().Matches(example))
        {
            text.Append(example, at, match.Index - at);
            var count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            text.Append(Value(match.Groups["kind"].Value, count, draw, text));
            at = match.Index + match.Length;
        }

        return text.Append(example, at, example.Length - at).ToString();
    }

    private static string Value(string kind, int count, Draw draw, StringBuilder before) => kind switch
    {
        "base62" => draw.Of(Base62, count),
        "base64" => draw.Of(Base62 + "+/", count),
        "base64url" => draw.Of(Base62 + "_-", count - 1) + draw.Of(Base62, 1),
        "hex" => draw.Of(Digits + "abcdef", count),
        "HEX" => draw.Of(Digits + "ABCDEF", count),
        "upper" => draw.Of(Digits + Upper, count),
        "lower" => draw.Of(Digits + Lower, count),
        "base32lower" => draw.Of(Lower + "234567", count),
        "digits" => draw.Of("123456789", 1) + draw.Of(Digits, count - 1),
        "uuid" => $"{draw.Of(Digits + "abcdef", 8)}-{draw.Of(Digits + "abcdef", 4)}-4{draw.Of(Digits + "abcdef", 3)}-a{draw.Of(Digits + "abcdef", 3)}-{draw.Of(Digits + "abcdef", 12)}",
        "crc32" => Base62Crc32.Of(before.ToString()[(before.ToString().LastIndexOf('_') + 1)..]),
        "awsaccount" => "Q" + draw.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 15),
        "password" => draw.Of(Lower, 1) + draw.Of(Digits, 1) + draw.Of(Upper, 1) + draw.Of(Base62, 12) + draw.Of(Digits, 1),
        "base64password" => Convert.ToBase64String(Encoding.ASCII.GetBytes(draw.Of(Base62, 15) + "7")),
        "basic" => Convert.ToBase64String(Encoding.ASCII.GetBytes("deploy:" + draw.Of(Base62, 20))),
        "pem" => string.Join('\n', ("MIIE" + draw.Of(Base62 + "+/", count - 4)).Chunk(64).Select(line => new string(line))),
        "pemline" => "MIIE" + draw.Of(Base62 + "+/", count - 4),
        "opensshpem" => string.Join('\n', ("b3BlbnNzaC1rZXktdjE" + draw.Of(Base62 + "+/", count - 19)).Chunk(70).Select(line => new string(line))),
        "jwt" => string.Join('.', Part("""{"alg":"HS256","typ":"JWT"}"""), Part($$"""{"sub":"orders","aud":"{{draw.Of(Base62, 12)}}","iat":1717000000}"""), draw.Of(Base62 + "_-", 42) + "0"),
        "words" => string.Join(' ', Enumerable.Range(0, count).Select(_ => draw.Of("bcdfglmnprst", 1) + draw.Of("aeiou", 1) + draw.Of("lmnrst", 1) + draw.Of("aeiou", 1) + draw.Of("lnrt", 1))),
        "age" => Age(draw),
        "nuget" => $"oy2{draw.Of("abcdefghijklmnop", 1)}{draw.Of(Lower + "234567", 15)}a{draw.Of(Lower + "234567", 11)}e{draw.Of("bdfhjlnprtvxz357", 1)}{draw.Of("abcdefghijklmnop", 1)}{draw.Of(Lower + "234567", 11)}4",
        _ => throw new FormatException($"The notation '{kind}' is not known; docs/security-rules.md lists them."),
    };

    private static string Age(Draw draw)
    {
        var text = "age-secret-key-1" + draw.Of("qpzry9x8gf2tvdw0s3jn54khce6mua7l", 52);
        return (text + Bech32.Checksum(text)).ToUpperInvariant();
    }

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [GeneratedRegex(@"\{(?<kind>base62|base64url|base64password|base64|base32lower|hex|HEX|upper|lower|digits|uuid|crc32|awsaccount|password|basic|pemline|pem|opensshpem|words|jwt|age|nuget)(?::(?<count>[0-9]+))?\}", RegexOptions.NonBacktracking)]
    private static partial Regex Notation();

    /// <summary>Characters from a chain of hashes over the example.</summary>
    private sealed class Draw(string seed)
    {
        private byte[] _block = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        private int _at;

        public string Of(string alphabet, int count) => string.Create(count, (this, alphabet), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = state.alphabet[state.Item1.Next() % state.alphabet.Length];
        });

        private int Next()
        {
            if (_at + 2 > _block.Length)
                (_block, _at) = (SHA256.HashData(_block), 0);
            return (_block[_at++] << 8) | _block[_at++];
        }
    }
}
