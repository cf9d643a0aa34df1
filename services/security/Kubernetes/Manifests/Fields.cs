using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>Reads fields as the API server does: null is absent, and a text is neither a boolean nor a number.</summary>
internal static class Fields
{
    /// <summary>The value at the end of a chain of keys; null where it is absent or null.</summary>
    public static YamlValue? Field(this YamlValue? value, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
            value = value?[key];
        return value is YamlScalar { IsNull: true } ? null : value;
    }

    /// <summary>Booleans as kubectl reads them, which knows YAML 1.1.</summary>
    public static bool? Flag(this YamlValue? value) => value is not YamlScalar { IsText: false } scalar ? null : scalar.Value switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" => false,
        _ => null,
    };

    public static bool IsTrue(this YamlValue? value) => value.Flag() == true;

    /// <summary>True and false for a number that is and is not zero, in any base; null for what is no number.</summary>
    public static bool? IsZero(this YamlValue? value)
    {
        if (value is not YamlScalar { IsText: false, Value: { Length: > 0 and < 64 } text })
            return null;
        var digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        if (digits is ['0', 'x' or 'o' or 'b', _, ..])
            digits = digits[2..];
        if (digits.Length == 0 || !digits.All(c => char.IsAsciiHexDigit(c) || c == '.'))
            return null;
        return digits.All(c => c is '0' or '.');
    }

    /// <summary>The text of a scalar; "" for anything else.</summary>
    public static string Words(this YamlValue? value) => value?.Text ?? "";

    public static IReadOnlyList<YamlValue> Each(this YamlValue? value, string list) => value.Field(list)?.Items ?? [];

    /// <summary>A mapping of texts, such as labels.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this YamlValue? value) =>
        from entry in value?.Entries ?? []
        where entry.Value.Text is not null
        select KeyValuePair.Create(entry.Key, entry.Value.Text!);
}
