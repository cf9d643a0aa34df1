namespace Cortex.Documents.Dockerfiles;

/// <summary>A Dockerfile as the builder reads it: https://docs.docker.com/reference/dockerfile/. Nothing is run, and what it names is not looked up.</summary>
public sealed class DockerfileText
{
    private readonly List<DockerfileStage> stages = [];
    private readonly Dictionary<string, string> arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DockerfileStage> byName = new(StringComparer.OrdinalIgnoreCase);

    private DockerfileText(DockerfileLines lines)
    {
        Instructions = lines.Instructions;
        Comments = lines.Comments;
        Problems = lines.Problems;
        Syntax = lines.Syntax;
        Escape = lines.Escape;
        foreach (var instruction in Instructions)
            Read(instruction);
    }

    /// <summary>In their order, also those that belong to no stage.</summary>
    public IReadOnlyList<DockerfileInstruction> Instructions { get; }

    public IReadOnlyList<DockerfileStage> Stages => stages;

    /// <summary>What stands before the first FROM and is no ARG, as a stage; null where there is nothing.</summary>
    public DockerfileStage? Loose { get; private set; }

    /// <summary>Whole lines, without the '#'.</summary>
    public IReadOnlyList<(int Line, string Text)> Comments { get; }

    /// <summary>What the builder would refuse to read.</summary>
    public IReadOnlyList<(int Line, string Reason)> Problems { get; }

    /// <summary>The builder that the file asks for: "docker/dockerfile:1".</summary>
    public string? Syntax { get; }

    public char Escape { get; }

    public static DockerfileText Parse(string text) => new(new DockerfileLines(text));

    public DockerfileStage? Stage(string nameOrIndex) =>
        byName.GetValueOrDefault(nameOrIndex) ?? (int.TryParse(nameOrIndex, out var index) && index >= 0 && index < stages.Count ? stages[index] : null);

    /// <summary>Puts in what the ARGs before the first FROM give.</summary>
    public string Substitute(string text) => DockerfileVariables.Substitute(text, name => arguments.GetValueOrDefault(name));

    private void Read(DockerfileInstruction instruction)
    {
        if (instruction.Keyword == "FROM" && !instruction.IsOnBuild)
            AddStage(instruction);
        else if (stages.Count > 0)
            stages[^1].Add(instruction);
        else if (instruction.Keyword == "ARG")
            AddArguments(instruction);
        else
            (Loose ??= new DockerfileStage { Index = -1, Written = "" }).Add(instruction);
    }

    private void AddArguments(DockerfileInstruction instruction)
    {
        foreach (var (name, value) in InstructionWords.Pairs(instruction))
        {
            if (value is not null)
                arguments[name] = Substitute(value);
        }
    }

    private void AddStage(DockerfileInstruction from)
    {
        if (from.Words is not [var written, .. var rest])
            return;
        var name = rest is [var word, var alias, ..] && word.Equals("as", StringComparison.OrdinalIgnoreCase) ? alias : null;
        var image = Substitute(written);
        var earlier = byName.GetValueOrDefault(image);
        var known = earlier is null && image is not ("" or "scratch") && !image.Contains('$', StringComparison.Ordinal);
        var stage = new DockerfileStage { Index = stages.Count, Name = name, Written = written, Image = known ? image : null, Base = earlier, From = from };
        stages.Add(stage);
        if (name is not null)
            byName.TryAdd(name, stage);
    }
}
