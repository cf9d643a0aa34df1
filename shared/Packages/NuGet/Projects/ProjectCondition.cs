namespace Cortex.Packages.NuGet.Projects;

/// <summary>
/// Conditions of the form 'a' == 'b' and 'a' != 'b', joined by "and" and "or". Anything else, and what asks for an unknown
/// property, is undecided: null.
/// </summary>
internal static class ProjectCondition
{
    public static bool? Evaluate(string? condition, ProjectProperties properties)
    {
        if (string.IsNullOrWhiteSpace(condition))
            return true;
        bool? any = false;
        foreach (var alternative in Split(condition, " or "))
        {
            bool? all = true;
            foreach (var term in Split(alternative, " and "))
                all &= Compare(term, properties);
            any |= all;
        }
        return any;
    }

    private static bool? Compare(string term, ProjectProperties properties)
    {
        var equal = Split(term, "==");
        var sides = equal.Count == 2 ? equal : Split(term, "!=");
        if (sides.Count != 2 || Operand(sides[0], properties) is not { } left || Operand(sides[1], properties) is not { } right)
            return null;
        return string.Equals(left, right, StringComparison.OrdinalIgnoreCase) == (equal.Count == 2);
    }

    private static string? Operand(string text, ProjectProperties properties)
    {
        text = text.Trim();
        if (text.Length >= 2 && text[0] == '\'' && text[^1] == '\'')
            return text.AsSpan(1, text.Length - 2).Contains('\'') ? null : properties.Expand(text[1..^1]);
        return text.Contains('\'', StringComparison.Ordinal) || text.Length == 0 || text[0] is '(' or '!' ? null : properties.Expand(text);
    }

    /// <summary>Splits at a separator that stands outside quotes.</summary>
    private static List<string> Split(string text, string separator)
    {
        var parts = new List<string>();
        var (from, quoted) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\'')
                quoted = !quoted;
            if (quoted || string.Compare(text, at, separator, 0, separator.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            parts.Add(text[from..at]);
            from = at + separator.Length;
            at = from - 1;
        }
        parts.Add(text[from..]);
        return parts;
    }
}
