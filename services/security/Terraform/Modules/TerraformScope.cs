using Cortex.Documents.Files;
using Cortex.Documents.Hcl;
using Cortex.Security.Terraform.Values;

namespace Cortex.Security.Terraform.Modules;

/// <summary>A module with the values that its variables have: as a root, or as it is called.</summary>
internal sealed class TerraformScope
{
    private const int MaxDepth = 40;

    private readonly Dictionary<string, TerraformValue?> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HclBlock.Value> locals = new(StringComparer.Ordinal);
    private int depth;

    /// <param name="folder">The module.</param>
    /// <param name="given">What its variables are set to.</param>
    public TerraformScope(TerraformFolder folder, IReadOnlyDictionary<string, TerraformValue?> given)
    {
        Folder = folder;
        foreach (var (_, block) in folder.Blocks)
        {
            if (block is { Type: "variable", Labels: [var name, ..] })
                variables[name] = given.TryGetValue(name, out var value) ? value : Of(block.Attributes.GetValueOrDefault("default"));
            else if (block.Type == "locals")
                block.Attributes.ToList().ForEach(local => locals.TryAdd(local.Key, local.Value));
        }
    }

    public TerraformFolder Folder { get; }

    /// <summary>Null for what is not known.</summary>
    public TerraformValue? Of(HclBlock.Value? value) => new Evaluation(Lookup).Of(value);

    /// <summary>A root takes the values of its variables from the files beside it.</summary>
    public static TerraformScope Root(TerraformFolder folder)
    {
        var given = new Dictionary<string, TerraformValue?>(StringComparer.Ordinal);
        var nothing = new Evaluation(_ => null);
        foreach (var (file, settings) in folder.Settings.OrderBy(s => s.File.Name == "terraform.tfvars" ? "" : s.File.Name, StringComparer.Ordinal))
        {
            foreach (var (name, value) in settings.Attributes)
                given[name] = nothing.Of(value)?.From(new(file.Path, value.Line, "var." + name));
        }

        return new(folder, given);
    }

    /// <summary>The module that a call of this one makes.</summary>
    public TerraformScope Call(SourceFile file, HclBlock call, TerraformFolder module)
    {
        var given = call.Attributes.ToDictionary(
            a => a.Key,
            a => Of(a.Value)?.From(new(file.Path, a.Value.Line, "module." + call.Labels[0])),
            StringComparer.Ordinal);
        return new(module, given);
    }

    private TerraformValue? Lookup(string path)
    {
        var parts = path.Split('.');
        TerraformValue? value;
        if (parts[0] == "var")
            value = variables.GetValueOrDefault(parts[1]);
        else if (depth > MaxDepth || !locals.TryGetValue(parts[1], out var local))
            return null;
        else
            value = Nested(local);
        return parts.Skip(2).Aggregate(value, (within, key) => within?[key]);
    }

    private TerraformValue? Nested(HclBlock.Value local)
    {
        depth++;
        var value = Of(local);
        depth--;
        return value;
    }
}
