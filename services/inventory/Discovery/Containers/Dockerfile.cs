using Cortex.Documents.Dockerfiles;

namespace Cortex.Inventory.Discovery.Containers;

/// <summary>What the catalogue wants to know of a Dockerfile.</summary>
internal sealed class Dockerfile
{
    private readonly DockerfileText _text;
    private readonly List<Stage> _stages = [];
    private readonly List<(string Reference, int Line)> _copiedFrom = [];
    private readonly List<string> _copied = [];
    private readonly List<string> _commands = [];

    private Dockerfile(DockerfileText text) => _text = text;

    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Images of which files are copied, without being a stage's base.</summary>
    public IReadOnlyList<(string Reference, int Line)> CopiedFrom => _copiedFrom;

    /// <summary>What is copied from the build context, as it is written.</summary>
    public IReadOnlyList<string> Copied => _copied;

    /// <summary>What is run while building and at the start.</summary>
    public IReadOnlyList<string> Commands => _commands;

    public string? User { get; private set; }

    public IReadOnlyList<string> Ports { get; private set; } = [];

    /// <param name="Base">With arguments put in; null when one is not known, or for scratch.</param>
    /// <param name="FromStage">The base is an earlier stage.</param>
    internal sealed record Stage(string? Name, string Written, string? Base, bool FromStage, int Line);

    public static Dockerfile Parse(string text)
    {
        var file = new Dockerfile(DockerfileText.Parse(text));
        foreach (var stage in file._text.Stages)
        {
            file._stages.Add(new(stage.Name, stage.Written, stage.Image, stage.Base is not null, stage.Line));
            (file.User, file.Ports) = (null, []);
            foreach (var instruction in stage.Instructions.Where(i => !i.IsOnBuild))
                file.Read(instruction);
        }

        return file;
    }

    private void Read(DockerfileInstruction instruction)
    {
        switch (instruction.Keyword)
        {
            case "COPY" or "ADD" when instruction.Flag("from") is { } from:
                var source = _text.Substitute(from);
                if (!int.TryParse(source, out _) && !_stages.Exists(s => string.Equals(s.Name, source, StringComparison.OrdinalIgnoreCase)))
                    _copiedFrom.Add((source, instruction.Line));
                break;
            case "COPY" or "ADD":
                _copied.AddRange(Sources(instruction.Words));
                break;
            case "RUN" or "ENTRYPOINT" or "CMD":
                _commands.Add(instruction.Arguments);
                break;
            case "USER":
                User = instruction.Arguments;
                break;
            case "EXPOSE":
                Ports = [.. Ports, .. instruction.Words];
                break;
        }
    }

    /// <summary>All but the last word, which is where to; an absolute path is within the context too.</summary>
    private static IEnumerable<string> Sources(string[] words) =>
        words.Take(Math.Max(0, words.Length - 1))
            .Where(w => !w.Contains("://", StringComparison.Ordinal) && !w.Contains('$', StringComparison.Ordinal) && !w.StartsWith("<<", StringComparison.Ordinal))
            .Select(w => w.TrimStart('/') is { Length: > 0 } path ? path : ".");
}
