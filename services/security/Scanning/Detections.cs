using Cortex.Contracts.Findings;
using Cortex.Documents.Files;

namespace Cortex.Security.Scanning;

/// <summary>What the detectors found in one repository, and what they could not look at.</summary>
internal sealed class Detections : IReadProblems
{
    private readonly Dictionary<(string Rule, string Path, string Subject), Detection> found = [];
    private readonly Dictionary<(string Rule, string Path, string Subject), AllowedHere> allowed = [];
    private readonly Dictionary<(string Rule, string Path, int? Line, string Reason), Severity> problems = [];

    /// <summary>By path, line and rule.</summary>
    public IEnumerable<Detection> Found => found.Values
        .OrderBy(d => d.Path, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Rule, StringComparer.Ordinal).ThenBy(d => d.Subject, StringComparer.Ordinal);

    /// <summary>By path, line and rule.</summary>
    public IEnumerable<ReadProblem> Problems => problems
        .Select(p => new ReadProblem(p.Key.Rule, p.Key.Path, p.Key.Line, p.Key.Reason, p.Value))
        .OrderBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Rule, StringComparer.Ordinal);

    /// <summary>False when something could not be looked at and nothing may be concluded from what was not found.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>What a comment beside it allows, by path and line.</summary>
    public IEnumerable<AllowedHere> Allowed => allowed.Values.OrderBy(a => a.Detection.Path, StringComparer.Ordinal).ThenBy(a => a.Detection.Line);

    public void Allow(AllowedHere here) => allowed.TryAdd((here.Detection.Rule, here.Detection.Path, here.Detection.Subject), here);

    public void Add(Detection detection) => found.TryAdd((detection.Rule, detection.Path, detection.Subject), detection);

    public void Partial() => IsComplete = false;

    public void Unreadable(string path, int? line, string rule, string reason, Severity severity = Severity.Low) =>
        problems.TryAdd((rule, path, line, reason), severity);
}

/// <summary>Something in a repository that could not be looked at.</summary>
internal sealed record ReadProblem(string Rule, string Path, int? Line, string Reason, Severity Severity);

/// <summary>Something that a comment beside it allows.</summary>
/// <param name="Detection">What was found.</param>
/// <param name="Reason">Why it is allowed, in the words of the comment.</param>
/// <param name="Line">The comment's line, 1-based.</param>
internal sealed record AllowedHere(Detection Detection, string Reason, int Line);
