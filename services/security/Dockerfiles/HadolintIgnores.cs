using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Pages;

namespace Cortex.Security.Dockerfiles;

/// <summary>The comments by which Dockerfiles switch rules of hadolint off: https://github.com/hadolint/hadolint#ignoring-rules.</summary>
internal sealed class HadolintIgnores
{
    private readonly HashSet<string> everywhere = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<string>> byLine = [];

    public HadolintIgnores(DockerfileText text)
    {
        foreach (var (line, comment) in text.Comments)
        {
            if (!comment.StartsWith("hadolint ", StringComparison.Ordinal) || comment.Split('=', 2, StringSplitOptions.TrimEntries) is not [var what, var codes])
                continue;
            var ignored = codes.Split([',', ' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries);
            var words = what.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["hadolint", "global", "ignore"])
                everywhere.UnionWith(ignored);
            else if (words is ["hadolint", "ignore"] && text.Instructions.FirstOrDefault(i => i.Line > line) is { } next)
                (byLine.TryGetValue(next.Line, out var set) ? set : byLine[next.Line] = new(StringComparer.Ordinal)).UnionWith(ignored);
        }
    }

    public bool Ignore(RulePage rule, int line)
    {
        if (everywhere.Count == 0 && byLine.Count == 0)
            return false;
        var here = byLine.GetValueOrDefault(line);
        return rule.Controls
            .Select(control => control[(control.LastIndexOf(' ') + 1)..])
            .Any(code => everywhere.Contains(code) || here?.Contains(code) == true);
    }
}
