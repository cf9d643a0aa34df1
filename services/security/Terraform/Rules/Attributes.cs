using Cortex.Documents.Hcl;

namespace Cortex.Security.Terraform.Rules;

/// <summary>Holds the attributes of a resource against <see cref="AttributeRules"/>.</summary>
internal static class Attributes
{
    public static void Look(ResourceLook look)
    {
        foreach (var rule in AttributeRules.ByType[look.Type])
            Look(look, rule, look.Block, rule.Path.Split('.'));
    }

    private static void Look(ResourceLook look, AttributeRule rule, HclBlock block, ReadOnlySpan<string> path)
    {
        if (path.Length > 1)
        {
            foreach (var inner in ResourceLook.Blocks(block, path[0]))
                Look(look, rule, inner, path[1..]);
            return;
        }

        if (!block.Attributes.TryGetValue(path[0], out var written))
        {
            // What an index or a merge may bring is not known.
            if (rule.WhenAbsent is { } unless && !Array.Exists(unless, block.Attributes.ContainsKey) && !Array.Exists(unless, name => block.Blocks.Exists(b => b.Type == name)))
                look.Report(rule.Rule, null, block.Line, $"{look.Name}: {rule.Says}", Detail(rule));
            return;
        }

        var value = look.Value(block, path[0]);
        if (value?.Items.FirstOrDefault(item => item?.Text is { } text && rule.Bad.Contains(text, StringComparer.Ordinal)) is { } bad)
            look.Report(rule.Rule, bad, written.Line, rule.Says[..1].ToUpperInvariant() + rule.Says[1..], Detail(rule));
    }

    /// <summary>Where a rule holds for several attributes of a resource each is told apart.</summary>
    private static string? Detail(AttributeRule rule) =>
        AttributeRules.ByType[rule.Type].Count(other => other.Rule == rule.Rule) > 1 ? rule.Path[(rule.Path.LastIndexOf('.') + 1)..] : null;
}
