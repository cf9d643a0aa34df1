namespace Cortex.Documents.Dockerfiles;

/// <summary>One instruction, with its continuation lines joined as the builder joins them.</summary>
public sealed class DockerfileInstruction
{
    private readonly Lazy<string[]?> exec;
    private readonly Lazy<string[]> words;

    internal DockerfileInstruction()
    {
        exec = new(() => ExecForm.Read(Arguments!));
        words = new(() => exec.Value ?? [.. InstructionWords.Of(Arguments!)]);
    }

    /// <summary>In capitals: "RUN".</summary>
    public required string Keyword { get; init; }

    /// <summary>It was written after ONBUILD, so it runs when another image is built upon this one.</summary>
    public bool IsOnBuild { get; init; }

    /// <summary>1-based.</summary>
    public required int Line { get; init; }

    /// <summary>Of the last line, here-documents included.</summary>
    public required int EndLine { get; init; }

    /// <summary>What stands before the arguments: "--from=build".</summary>
    public required IReadOnlyList<DockerfileFlag> Flags { get; init; }

    /// <summary>Without the flags; quotes and variables as they are written.</summary>
    public required string Arguments { get; init; }

    public required IReadOnlyList<HereDocument> HereDocuments { get; init; }

    /// <summary>Where the pieces of <see cref="Arguments"/> begin, and on which line each stands; by offset.</summary>
    internal IReadOnlyList<(int Offset, int Line)> Pieces { get; init; } = [];

    /// <summary>The JSON list of the exec form; null for the shell form.</summary>
    public string[]? Exec => exec.Value;

    /// <summary>The arguments taken apart at white space, without the quotes around them.</summary>
    public string[] Words => words.Value;

    /// <summary>Of the first line.</summary>
    public int Indentation { get; init; }

    public string? Flag(string name) => Flags.FirstOrDefault(flag => flag.Name == name)?.Value;

    /// <summary>The line that a character of <see cref="Arguments"/> stands on.</summary>
    public int LineAt(int offset) => PlaceOf(offset).Line;

    /// <summary>Where in the file a character of <see cref="Arguments"/> stands: the line from 1, the column from 0.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        var (low, high) = (0, Pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Pieces[middle].Offset <= offset)
                low = middle;
            else
                high = middle - 1;
        }

        return Pieces.Count == 0 ? (Line, 0) : (Pieces[low].Line, offset - Pieces[low].Offset + (low == 0 ? Indentation : 0));
    }
}

/// <param name="Name">Without the dashes.</param>
/// <param name="Value">"" for a flag without one.</param>
public sealed record DockerfileFlag(string Name, string Value);

/// <param name="Line">Of the first line of its text.</param>
/// <param name="Offset">Where in the arguments its marker stands.</param>
public sealed record HereDocument(string Marker, string Text, int Line, int Offset);
