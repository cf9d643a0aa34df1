namespace Cortex.Documents.Hcl;

/// <summary>A block of HCL, or an object in one: attributes, blocks within, and what its expressions refer to.</summary>
public sealed class HclBlock(string type, IReadOnlyList<string> labels, int line)
{
    public string Type => type;

    public IReadOnlyList<string> Labels => labels;

    public int Line => line;

    public Dictionary<string, Value> Attributes { get; } = new(StringComparer.Ordinal);

    public List<HclBlock> Blocks { get; } = [];

    /// <summary>First parts of what the expressions of this block and those within name: "aws_s3_bucket.logs.arn", "module.vpc.id".</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <param name="Literal">A text without interpolation, or a word as it is written; null for any other expression.</param>
    public sealed record Value(string? Literal, HclBlock? Object, int Line)
    {
        /// <summary>Names with dots between them, as they are written.</summary>
        public string? Path { get; init; }

        /// <summary>What the expression is made of; nothing for an object.</summary>
        public IReadOnlyList<HclTokens.Token> Tokens { get; init; } = [];

        /// <summary>The elements of a list in the JSON syntax.</summary>
        public IReadOnlyList<Value>? Items { get; init; }
    }

    public string? Text(string attribute) => Attributes.GetValueOrDefault(attribute)?.Literal;

    /// <summary>This block and all within.</summary>
    public IEnumerable<HclBlock> All()
    {
        var pending = new Stack<HclBlock>([this]);
        while (pending.TryPop(out var block))
        {
            yield return block;
            foreach (var inner in block.Blocks.Concat(block.Attributes.Values.Select(a => a.Object).OfType<HclBlock>()))
                pending.Push(inner);
        }
    }
}
