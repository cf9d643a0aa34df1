using System.Text.Json;

namespace Cortex.Secrets.Checks;

/// <summary>A JSON Web Token (RFC 7519): its header is base64url of a JSON object that names an algorithm, its payload of another object.</summary>
internal static class JsonWebToken
{
    /// <summary>Tokens with which the format is explained everywhere, by what their payload says.</summary>
    private static readonly string[] Examples = ["John Doe", "Joe Coder", "http://example.com/is_root", "1234567890", "\"some\":\"payload\"", "\"foo\":\"bar\"", "\"some\": \"payload\""];

    public static Verdict Check(string token)
    {
        var parts = token.Split('.');
        if (parts.Length < 3 || Object(parts[0]) is not { } header || !header.TryGetProperty("alg", out var algorithm) || algorithm.ValueKind != JsonValueKind.String)
            return Verdict.Refuted;
        // Five parts are an encrypted token (RFC 7516), whose payload cannot be read.
        if (parts.Length == 5)
            return Verdict.Holds;
        if (Object(parts[1]) is not { } payload)
            return Verdict.Refuted;
        var text = payload.GetRawText();
        if (Array.Exists(Examples, example => text.Contains(example, StringComparison.Ordinal)))
            return Verdict.Refuted;
        return parts[2].Length < 20 ? Verdict.Doubtful : Verdict.Holds;
    }

    private static JsonElement? Object(string part)
    {
        if (Base64.Decode(part) is not { } bytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
