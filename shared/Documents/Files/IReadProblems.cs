using Cortex.Contracts.Findings;

namespace Cortex.Documents.Files;

/// <summary>Where readers say what they could not look at; whoever reads a repository makes findings of it.</summary>
public interface IReadProblems
{
    /// <summary>Something that was looked for could not be: nothing may be concluded from what is missing.</summary>
    void Partial();

    /// <summary>A file, a folder (or "." for the whole), and where in it, that could not be read.</summary>
    /// <param name="path">Relative to the root, with '/' between its parts.</param>
    /// <param name="line">1-based, where the trouble has one.</param>
    /// <param name="rule">What kind of trouble, in kebab-case.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    /// <param name="severity">How much it matters.</param>
    void Unreadable(string path, int? line, string rule, string reason, Severity severity = Severity.Low);
}
