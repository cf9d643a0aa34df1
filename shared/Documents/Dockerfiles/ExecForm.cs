using System.Text.Json;

namespace Cortex.Documents.Dockerfiles;

/// <summary>The JSON list in which instructions may be written.</summary>
internal static class ExecForm
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 2 };

    /// <summary>Null when the text is not a list of texts: the builder then takes it for a command line.</summary>
    public static string[]? Read(string arguments)
    {
        var text = arguments.AsSpan().Trim();
        if (text is not ['[', .., ']'])
            return null;
        try
        {
            using var document = JsonDocument.Parse(arguments.Trim(), Options);
            var items = document.RootElement.EnumerateArray();
            return items.All(item => item.ValueKind == JsonValueKind.String) ? [.. items.Select(item => item.GetString()!)] : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
