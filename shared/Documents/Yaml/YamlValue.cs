namespace Cortex.Documents.Yaml;

/// <summary>A node of a YAML document with its line; what an alias names is shared, not copied.</summary>
public abstract record YamlValue(int Line)
{
    /// <summary>Nodes below and including this one, with aliases counted as if they were written out.</summary>
    public long Size { get; protected init; } = 1;

    public string? Text => (this as YamlScalar)?.Value;

    /// <summary>The value of a key, also through merge keys (<c>&lt;&lt;</c>); null for anything else.</summary>
    public YamlValue? this[string key] => (this as YamlMapping)?.Find(key, 8);

    /// <summary>The value at the end of a chain of keys.</summary>
    public YamlValue? At(params ReadOnlySpan<string> keys)
    {
        var value = this;
        foreach (var key in keys)
            value = value?[key];
        return value;
    }

    /// <summary>The elements of a sequence; nothing for anything else.</summary>
    public IReadOnlyList<YamlValue> Items => (this as YamlSequence)?.Values ?? [];

    /// <summary>The entries of a mapping in their order; nothing for anything else.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlValue>> Entries => (this as YamlMapping)?.Pairs ?? [];

    /// <summary>A scalar as one text, a sequence of scalars as many.</summary>
    public IEnumerable<string> Texts => Text is { } text ? [text] : Items.Select(i => i.Text).OfType<string>();
}

public sealed record YamlScalar(int Line, string Value) : YamlValue(Line)
{
    /// <summary>Written so that it can only be a text: in quotes, as a block, or a JSON string. Anything else may be a boolean, a number or null.</summary>
    public bool IsText { get; init; }

    /// <summary>No value, as YAML's core schema and JSON write it.</summary>
    public bool IsNull => !IsText && Value is ("" or "~" or "null" or "Null" or "NULL");
}

public sealed record YamlSequence : YamlValue
{
    public YamlSequence(int line, IReadOnlyList<YamlValue> values)
        : base(line)
    {
        Values = values;
        var size = 1L;
        foreach (var value in values)
            size = Math.Min(long.MaxValue / 4, size + value.Size);
        Size = size;
    }

    public IReadOnlyList<YamlValue> Values { get; }
}

public sealed record YamlMapping : YamlValue
{
    /// <summary>Most mappings have few keys, for which a look at each is faster than an index and takes no memory.</summary>
    private const int Few = 12;

    private readonly Dictionary<string, YamlValue>? _byKey;

    public YamlMapping(int line, IReadOnlyList<KeyValuePair<string, YamlValue>> pairs)
        : base(line)
    {
        Pairs = pairs;
        var size = 1L;
        foreach (var pair in pairs)
            size = Math.Min(long.MaxValue / 4, size + pair.Value.Size);
        Size = size;
        if (pairs.Count <= Few)
            return;
        _byKey = new(pairs.Count, StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            _byKey[key] = value;
    }

    public IReadOnlyList<KeyValuePair<string, YamlValue>> Pairs { get; }

    public YamlValue? Find(string key, int merges)
    {
        if (Own(key) is { } value)
            return value;
        if (merges == 0 || Own("<<") is not { } merged)
            return null;
        return merged is YamlMapping one
            ? one.Find(key, merges - 1)
            : merged.Items.OfType<YamlMapping>().Select(m => m.Find(key, merges - 1)).FirstOrDefault(v => v is not null);
    }

    /// <summary>Of a key that is there twice, the last.</summary>
    private YamlValue? Own(string key)
    {
        if (_byKey is not null)
            return _byKey.GetValueOrDefault(key);
        for (var i = Pairs.Count - 1; i >= 0; i--)
        {
            if (Pairs[i].Key == key)
                return Pairs[i].Value;
        }

        return null;
    }
}
