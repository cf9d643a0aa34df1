namespace Cortex.Documents.Dockerfiles;

/// <summary>A build stage: what stands between one FROM and the next.</summary>
public sealed class DockerfileStage
{
    private readonly List<DockerfileInstruction> instructions = [];

    /// <summary>0-based, as in COPY --from=0; -1 for instructions without a FROM before them.</summary>
    public required int Index { get; init; }

    public string? Name { get; init; }

    /// <summary>The base as it is written.</summary>
    public required string Written { get; init; }

    /// <summary>The base with the defaults of the arguments put in; null when one of them is not known, for scratch and for an earlier stage.</summary>
    public string? Image { get; init; }

    /// <summary>The earlier stage that this one begins from.</summary>
    public DockerfileStage? Base { get; init; }

    public DockerfileInstruction? From { get; init; }

    public int Line => From?.Line ?? 1;

    /// <summary>Without the FROM.</summary>
    public IReadOnlyList<DockerfileInstruction> Instructions => instructions;

    /// <summary>This stage and those it is built upon, nearest first.</summary>
    public IEnumerable<DockerfileStage> Lineage
    {
        get
        {
            for (var stage = this; stage is not null; stage = stage.Base)
                yield return stage;
        }
    }

    internal void Add(DockerfileInstruction instruction) => instructions.Add(instruction);
}
