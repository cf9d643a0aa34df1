namespace Cortex.Coordinator.Plans.Yaml;

/// <summary>Collects what is to be said about one file; many mistakes of one kind do not make an endless list.</summary>
internal sealed class Remarks(string source)
{
    private const int Most = 100;
    private const int LongestQuote = 60;
    private const int LongestMessage = 400;

    private readonly List<PlanRemark> _remarks = [];

    public bool HasErrors { get; private set; }

    public void Error(YamlNode at, string message) => Add(RemarkSeverity.Error, at.Line, at.Column, message);

    public void Error(int line, int column, string message) => Add(RemarkSeverity.Error, line, column, message);

    public void Add(RemarkSeverity severity, int line, int column, string message)
    {
        HasErrors |= severity == RemarkSeverity.Error;
        _remarks.Add(new PlanRemark(severity, source, line, column, VisibleText.Of(message, LongestMessage)));
    }

    /// <summary>By place; what is left out beyond a hundred is said in a last remark.</summary>
    public IReadOnlyList<PlanRemark> InOrder()
    {
        var ordered = _remarks.Distinct().OrderBy(r => r.Line).ThenBy(r => r.Column).ThenBy(r => r.Severity).ToList();
        if (ordered.Count <= Most)
            return ordered;
        var last = ordered[Most - 1];
        var worst = ordered.Skip(Most).Min(r => r.Severity);
        return [.. ordered.Take(Most), last with { Severity = worst, Message = $"{ordered.Count - Most} more remarks are left out" }];
    }

    /// <summary>Text of the file as it may be shown: in quotes, short, without control characters.</summary>
    public static string Quote(string text) => $"'{VisibleText.Of(text, LongestQuote)}'";
}
