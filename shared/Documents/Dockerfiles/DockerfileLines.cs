using System.Text;

namespace Cortex.Documents.Dockerfiles;

/// <summary>Takes the lines of a Dockerfile together to instructions: directives, comments, continuations and here-documents.</summary>
internal sealed class DockerfileLines
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    };

    private readonly string[] lines;
    private readonly List<DockerfileInstruction> instructions = [];
    private readonly List<(int Line, string Text)> comments = [];
    private readonly List<(int Line, string Reason)> problems = [];
    private int at;

    public DockerfileLines(string text)
    {
        lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        Directives();
        for (at = 0; at < lines.Length; at++)
            Next();
    }

    public IReadOnlyList<DockerfileInstruction> Instructions => instructions;

    public IReadOnlyList<(int Line, string Text)> Comments => comments;

    public IReadOnlyList<(int Line, string Reason)> Problems => problems;

    public string? Syntax { get; private set; }

    public char Escape { get; private set; } = '\\';

    /// <summary>Only at the top, before any comment that is none.</summary>
    private void Directives()
    {
        foreach (var line in lines)
        {
            if (!line.StartsWith('#') || line[1..].Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
                return;
            if (name.Equals("escape", StringComparison.OrdinalIgnoreCase) && value is "\\" or "`")
                Escape = value[0];
            else if (name.Equals("syntax", StringComparison.OrdinalIgnoreCase))
                Syntax = value;
            else if (!name.Equals("check", StringComparison.OrdinalIgnoreCase))
                return;
        }
    }

    private void Next()
    {
        var first = at;
        var logical = new StringBuilder();
        var pieces = new List<(int Offset, int Line)>();
        for (; at < lines.Length; at++)
        {
            var line = lines[at].AsSpan();
            var trimmed = line.Trim();
            if (trimmed is ['#', ..])
            {
                comments.Add((at + 1, trimmed[1..].Trim().ToString()));
                if (logical.Length == 0)
                    return;
                continue;
            }

            // Empty lines within a continuation are let pass, with a warning of the builder.
            if (trimmed.Length == 0)
            {
                if (logical.Length == 0)
                    return;
                continue;
            }

            pieces.Add((logical.Length, at + 1));
            line = line.TrimEnd();
            if (line[^1] != Escape)
            {
                logical.Append(logical.Length == 0 ? trimmed : line);
                break;
            }

            logical.Append((logical.Length == 0 ? line.TrimStart() : line)[..^1]);
        }

        // A file may end within a continuation.
        at = Math.Min(at, lines.Length - 1);
        if (logical.Length > 0)
            Add(logical.ToString(), first, pieces, 0, isOnBuild: false);
    }

    private void Add(string text, int first, List<(int Offset, int Line)> pieces, int start, bool isOnBuild)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        var keyword = text[start..end].ToUpperInvariant();
        if (!Keywords.Contains(keyword))
        {
            if (problems.Count == 0)
                problems.Add((first + 1, "The line begins with no instruction of a Dockerfile; correct it, or rename the file if it is a template."));
            return;
        }

        if (keyword == "ONBUILD" && !isOnBuild)
        {
            Add(text, first, pieces, end, isOnBuild: true);
            return;
        }

        var flags = new List<DockerfileFlag>();
        var from = InstructionFlags.Read(text, end, keyword, flags);
        var arguments = text[from..].TrimEnd();
        var documents = keyword is "RUN" or "COPY" or "ADD" ? ReadHereDocuments(arguments) : [];
        instructions.Add(new()
        {
            Keyword = keyword,
            IsOnBuild = isOnBuild,
            Line = first + 1,
            EndLine = at + 1,
            Flags = flags,
            Indentation = lines[first].Length - lines[first].TrimStart().Length,
            Arguments = arguments,
            HereDocuments = documents,
            Pieces = [.. pieces.Select(piece => (piece.Offset - from, piece.Line))],
        });
    }

    private List<HereDocument> ReadHereDocuments(string arguments)
    {
        var documents = new List<HereDocument>();
        foreach (var (marker, offset, tabs) in HereDocumentMarkers.In(arguments))
        {
            var begin = at + 1;
            var end = begin;
            while (end < lines.Length && !(tabs ? lines[end].AsSpan().TrimStart('\t') : lines[end]).SequenceEqual(marker))
                end++;
            if (end >= lines.Length)
                problems.Add((begin, $"The here-document has no end; write {marker} on a line of its own after it."));
            documents.Add(new(marker, string.Join('\n', lines[begin..Math.Min(end, lines.Length)].Select(line => tabs ? line.TrimStart('\t') : line)), begin + 1, offset));
            at = Math.Min(end, lines.Length - 1);
        }

        return documents;
    }
}
