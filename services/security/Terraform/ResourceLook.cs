using Cortex.Documents.Files;
using Cortex.Documents.Hcl;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;
using Cortex.Security.Terraform.Modules;
using Cortex.Security.Terraform.Values;

namespace Cortex.Security.Terraform;

/// <summary>One block being looked at with the values that its module has, and where its findings go.</summary>
internal sealed class ResourceLook(TerraformScope scope, SourceFile file, HclBlock block, Detections found)
{
    public HclBlock Block => block;

    /// <summary>"aws_s3_bucket"; with "data." before it for a data source.</summary>
    public string Type { get; } = block.Labels.Count == 0 ? "" : block.Type == "data" ? "data." + block.Labels[0] : block.Labels[0];

    public string Name => string.Join('.', block.Labels);

    /// <summary>Null for what is not written out.</summary>
    public TerraformValue? Value(HclBlock within, string attribute) => scope.Of(within.Attributes.GetValueOrDefault(attribute));

    /// <summary>The blocks at the end of a path, as blocks, as objects in lists and as the content of dynamic ones.</summary>
    public static IEnumerable<HclBlock> Blocks(HclBlock within, string type)
    {
        foreach (var inner in within.Blocks)
        {
            if (inner.Type == type)
                yield return inner;
            else if (inner is { Type: "dynamic", Labels: [var label, ..] } && label == type)
                foreach (var content in inner.Blocks.Where(b => b.Type == "content"))
                    yield return content;
        }

        if (within.Attributes.GetValueOrDefault(type)?.Object is { } one && !within.Blocks.Contains(one))
            yield return one;
        // The JSON syntax has the objects of a list as blocks too.
        foreach (var item in within.Attributes.GetValueOrDefault(type)?.Items ?? [])
        {
            if (item.Object is { } element && !within.Blocks.Contains(element))
                yield return element;
        }
    }

    /// <summary>At the place that the value comes from, else at the attribute, else at the block. The control that the rule enforces is added to what is said.</summary>
    /// <param name="detail">What of the resource it is true of, where the rule can hold for more than one thing in it.</param>
    public void Report(string rule, TerraformValue? value, int line, string says, string? detail = null)
    {
        var page = RulePages.Of("terraform/" + rule);
        var (path, at, subject) = value?.Origin is { } origin
            ? (origin.Path, origin.Line, origin.Subject)
            : (file.Path, line, block.Type == "data" ? "data." + Name : Name);
        found.Add(new()
        {
            Rule = page.Id,
            Path = path,
            Line = at,
            Subject = detail is null ? subject : $"{subject} {detail}",
            Title = value?.Origin is null ? $"{says} ({page.Controls[0]})" : $"{Name}: {says} ({page.Controls[0]})",
        });
    }
}
