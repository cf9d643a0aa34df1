namespace Cortex.Security.Kubernetes.Manifests;

/// <summary>Names and values of a repository as they may stand in a report: short, in one line, without control characters.</summary>
internal static class Shown
{
    private const int Longest = 100;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "(unnamed)";
        var cut = text.Length > Longest ? text[..(Longest - 1)] + "…" : text;
        return cut.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))
            ? string.Concat(cut.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) ? '?' : c))
            : cut;
    }

    /// <summary>Some of many, in their order.</summary>
    public static string Of(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(8).Select(Of)) + (texts.Count > 8 ? $" and {texts.Count - 8} more" : "");
}
