using Cortex.Contracts.Findings;
using Cortex.Documents.Yaml;

namespace Cortex.Documents.Pages;

/// <summary>
/// One rule, as its page below docs/rules describes it. The page is the rule's data: what it says of severity, controls and source is what
/// findings say, and its examples are the rule's tests.
/// </summary>
public sealed record RulePage
{
    /// <summary>Where the page stands below docs/rules, without its extension: "pod-security/baseline/privileged".</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What the rule enforces, in the words of whoever asks for it: "Pod Security Standards, baseline: Privileged Containers", "hadolint DL3007".</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Where the rule, or the format it looks for, is documented.</summary>
    public required string Source { get; init; }

    /// <summary>All of the page's head, for what only one family of rules has.</summary>
    public required YamlValue Settings { get; init; }

    /// <summary>The page without its head.</summary>
    public required string Markdown { get; init; }

    /// <summary>Each must give a finding of this rule.</summary>
    public required IReadOnlyList<RuleExample> Bad { get; init; }

    /// <summary>None may give a finding of this rule.</summary>
    public required IReadOnlyList<RuleExample> Good { get; init; }

    /// <summary>The kind of its findings.</summary>
    public string Kind => Id.StartsWith("secrets/", StringComparison.Ordinal) ? FindingKinds.Secret : FindingKinds.Misconfiguration;
}

/// <param name="Language">The first word after the fence: "yaml".</param>
/// <param name="File">The second word, the file that the example stands for; null when it does not matter.</param>
/// <param name="Text">What is between the fences.</param>
public sealed record RuleExample(string Language, string? File, string Text);
