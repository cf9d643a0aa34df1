namespace Cortex.Security.Terraform.Values;

/// <summary>What an expression comes to, as far as it is written out.</summary>
/// <param name="Origin">Where the value comes from, when that is another place than the attribute it ends in.</param>
internal abstract record TerraformValue(Origin? Origin)
{
    public string? Text => (this as TerraformText)?.Value;

    /// <summary>The elements of a list, or the one text as its only one.</summary>
    public IReadOnlyList<TerraformValue?> Items => this is TerraformList list ? list.Values : this is TerraformText ? [this] : [];

    public TerraformValue? this[string key] => (this as TerraformMap)?.Entries.GetValueOrDefault(key);

    /// <summary>The same value, and those within, as coming from there.</summary>
    public TerraformValue From(Origin origin) => this switch
    {
        TerraformList list => new TerraformList([.. list.Values.Select(value => value?.From(origin))], Origin ?? origin),
        _ => this with { Origin = Origin ?? origin },
    };
}

internal sealed record TerraformText(string Value, Origin? Origin = null) : TerraformValue(Origin);

/// <param name="Values">Null for an element that is not known.</param>
internal sealed record TerraformList(IReadOnlyList<TerraformValue?> Values, Origin? Origin = null) : TerraformValue(Origin);

internal sealed record TerraformMap(IReadOnlyDictionary<string, TerraformValue?> Entries, Origin? Origin = null) : TerraformValue(Origin);

/// <param name="Subject">What there sets it: "module.orders", "var.public".</param>
internal sealed record Origin(string Path, int Line, string Subject);
