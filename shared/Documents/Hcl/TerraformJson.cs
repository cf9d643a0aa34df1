using Cortex.Documents.Yaml;

namespace Cortex.Documents.Hcl;

/// <summary>The JSON syntax of Terraform: https://developer.hashicorp.com/terraform/language/syntax/json.</summary>
public static class TerraformJson
{
    /// <summary>How many labels the blocks of a type have.</summary>
    private static readonly Dictionary<string, int> Labels = new(StringComparer.Ordinal)
    {
        ["resource"] = 2,
        ["data"] = 2,
        ["module"] = 1,
        ["provider"] = 1,
        ["variable"] = 1,
        ["output"] = 1,
        ["terraform"] = 0,
        ["locals"] = 0,
    };

    /// <exception cref="YamlTextException">The text is not JSON.</exception>
    public static HclBlock Parse(string text)
    {
        var file = new HclBlock("", [], 1);
        foreach (var (type, value) in JsonText.Parse(text).Entries)
            AddBlocks(file, type, [], value, Labels.GetValueOrDefault(type, -1));
        return file;
    }

    private static void AddBlocks(HclBlock file, string type, IReadOnlyList<string> labels, YamlValue value, int missing)
    {
        if (missing < 0)
            return;
        foreach (var one in value is YamlSequence ? value.Items : [value])
        {
            if (missing == 0)
            {
                file.Blocks.Add(Object(type, labels, one));
                continue;
            }

            foreach (var (label, inner) in one.Entries)
                AddBlocks(file, type, [.. labels, label], inner, missing - 1);
        }
    }

    private static HclBlock Object(string type, IReadOnlyList<string> labels, YamlValue value)
    {
        var block = new HclBlock(type, labels, value.Line);
        foreach (var (key, inner) in value.Entries)
        {
            if (inner.Text is { } text)
            {
                var isTemplate = text.Contains("${", StringComparison.Ordinal);
                block.Attributes[key] = Scalar(text, inner.Line);
                if (isTemplate)
                    block.References.UnionWith(HclText.ReferencesIn(text));
            }
            else if (inner is YamlMapping)
            {
                var child = Object(key, [], inner);
                block.Attributes[key] = new(null, child, inner.Line);
                block.Blocks.Add(child);
                block.References.UnionWith(child.References);
            }
            else
            {
                var items = new List<HclBlock.Value>();
                foreach (var item in inner.Items)
                {
                    var child = Object(key, [], item is YamlMapping ? item : new YamlMapping(item.Line, [new("", item)]));
                    block.Blocks.Add(child);
                    block.References.UnionWith(child.References);
                    items.Add(child.Attributes.GetValueOrDefault("") ?? new(null, child, item.Line));
                }

                block.Attributes[key] = new(null, null, inner.Line) { Items = items };
            }
        }

        return block;
    }

    private static HclBlock.Value Scalar(string text, int line) => text.Contains("${", StringComparison.Ordinal)
        ? new(null, null, line) { Tokens = [.. HclText.Template(text).Where(token => token.Kind != HclTokens.Kind.End)] }
        : new(text, null, line);
}
