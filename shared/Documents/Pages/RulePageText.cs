using Cortex.Contracts.Findings;
using Cortex.Documents.Yaml;

namespace Cortex.Documents.Pages;

/// <summary>Reads a rule's page: a head of YAML between two lines of dashes, then Markdown with the sections "Bad" and "Good".</summary>
internal static class RulePageText
{
    private const string Fence = "```";

    /// <exception cref="FormatException">The page is not one; the message names it and what is missing.</exception>
    public static RulePage Parse(string id, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        if (lines[0] != "---" || end < 0)
            throw new FormatException($"{id}: the page does not begin with a head between two lines of '---'.");
        var head = Head(id, string.Join('\n', lines[1..end]));
        var body = lines[(end + 1)..];
        return new RulePage
        {
            Id = id,
            Title = Required(id, head, "title"),
            Severity = Enum.TryParse<Severity>(Required(id, head, "severity"), ignoreCase: true, out var severity)
                ? severity
                : throw new FormatException($"{id}: 'severity' is none of info, low, medium, high, critical."),
            Controls = [.. head["controls"]?.Texts ?? []],
            Source = Required(id, head, "source"),
            Settings = head,
            Markdown = string.Join('\n', body).Trim(),
            Bad = Examples(body, "## Bad"),
            Good = Examples(body, "## Good"),
        };
    }

    private static YamlValue Head(string id, string text)
    {
        try
        {
            return YamlText.Parse(text) is [var head, ..] ? head : throw new FormatException($"{id}: the head is empty.");
        }
        catch (YamlTextException e)
        {
            throw new FormatException($"{id}: the head is no YAML at its line {e.Line}: {e.Message}", e);
        }
    }

    private static string Required(string id, YamlValue head, string key) =>
        head[key]?.Text is { Length: > 0 } text ? text : throw new FormatException($"{id}: the head has no '{key}'.");

    private static List<RuleExample> Examples(string[] body, string section)
    {
        var examples = new List<RuleExample>();
        var at = Array.IndexOf(body, section);
        for (var i = at < 0 ? body.Length : at + 1; i < body.Length && !body[i].StartsWith("## ", StringComparison.Ordinal); i++)
        {
            if (!body[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            // A longer fence may hold shorter ones.
            var fence = body[i][..(body[i].Length - body[i].TrimStart('`').Length)];
            var words = body[i][fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var close = Array.IndexOf(body, fence, i + 1);
            if (close < 0)
                close = body.Length;
            examples.Add(new(words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1), string.Join('\n', body[(i + 1)..close]) + "\n"));
            i = close;
        }
        return examples;
    }
}
