using Cortex.Documents.Compose;
using Cortex.Documents.Files;
using Cortex.Documents.Yaml;

namespace Cortex.Security.ComposeFiles;

/// <param name="Own">What its file says of it.</param>
/// <param name="Layers">That, then what it extends, then what the file that this one is put upon says.</param>
/// <param name="Variables">Of the .env file beside.</param>
internal sealed record ComposeService(string Name, SourceFile File, YamlValue Own, IReadOnlyList<YamlValue> Layers, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The value of a key wherever it comes from.</summary>
    public YamlValue? this[string key] => Layers.Select(layer => layer[key]).FirstOrDefault(value => value is not null);

    /// <summary>With variables put in; null when one is not known.</summary>
    public string? Text(YamlValue? value) => ComposeFile.Substitute(value?.Text, Variables);

    public bool IsTrue(YamlValue? value) => Text(value)?.ToLowerInvariant() is "true" or "yes" or "on";

    /// <summary>The image without its tag; null for one that is built here or not known.</summary>
    public string? ImageName => Text(this["image"]) is { } image ? Dockerfiles.Bases.ImageName.Parse(image).Full : null;

    /// <summary>All of its environment, its own first.</summary>
    public IEnumerable<(string Name, string? Value, int Line)> Environment => Layers.SelectMany(layer => Pairs(layer["environment"])).DistinctBy(pair => pair.Name, StringComparer.Ordinal);

    /// <summary>As a list of "A=B" or as a mapping, merged ones included.</summary>
    public static IEnumerable<(string Name, string? Value, int Line)> Pairs(YamlValue? value)
    {
        foreach (var item in value?.Items ?? [])
        {
            if (item.Text is { } text)
                yield return text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? (text[..equals], text[(equals + 1)..], item.Line) : (text, null, item.Line);
        }

        foreach (var (key, one) in value?.Entries ?? [])
        {
            if (key != "<<")
                yield return (key, one.Text, one.Line);
        }

        foreach (var merged in value is YamlMapping ? value.Entries.Where(e => e.Key == "<<").SelectMany(e => e.Value is YamlSequence ? e.Value.Items : [e.Value]) : [])
        {
            foreach (var pair in Pairs(merged))
                yield return pair;
        }
    }
}
