using System.Text.Json;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>Reads answers without trusting their shape.</summary>
internal static class ForgeJson
{
    public static string Text(this JsonElement json, params ReadOnlySpan<string> path) => At(json, path) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static long Number(this JsonElement json, params ReadOnlySpan<string> path) => At(json, path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    public static bool Flag(this JsonElement json, string name) => At(json, [name]) is { ValueKind: JsonValueKind.True };

    private static JsonElement At(JsonElement json, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return default;
        return json;
    }
}
