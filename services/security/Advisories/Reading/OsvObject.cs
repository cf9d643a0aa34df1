using System.Text.Json;

namespace Cortex.Security.Advisories.Reading;

/// <summary>An object of a record. A property of another kind than it should be is noted and counts as missing.</summary>
internal readonly struct OsvObject(JsonElement element, ICollection<string> notes)
{
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public void Note(string what) => notes.Add(what);

    public string? Text(string name) => Property(name, JsonValueKind.String, "a text")?.GetString();

    public OsvObject? Object(string name) => Property(name, JsonValueKind.Object, "an object") is { } value ? new OsvObject(value, notes) : null;

    public IEnumerable<string> Texts(string name)
    {
        if (Property(name, JsonValueKind.Array, "a list") is not { } array)
            yield break;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                yield return item.GetString()!;
            else
                notes.Add($"'{name}' must hold texts");
        }
    }

    public IEnumerable<OsvObject> Objects(string name)
    {
        if (Property(name, JsonValueKind.Array, "a list") is not { } array)
            yield break;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                yield return new OsvObject(item, notes);
            else
                notes.Add($"'{name}' must hold objects");
        }
    }

    /// <summary>Names and texts in the record's order; null for a value that is no text.</summary>
    public IEnumerable<(string Name, string? Text)> Properties()
    {
        foreach (var property in element.EnumerateObject())
            yield return (property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null);
    }

    private JsonElement? Property(string name, JsonValueKind kind, string wanted)
    {
        if (!IsObject || !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        notes.Add($"'{name}' must be {wanted}");
        return null;
    }
}
