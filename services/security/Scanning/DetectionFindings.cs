using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Security.Rules;
using Cortex.Security.Suppressions;

namespace Cortex.Security.Scanning;

/// <summary>What the detectors found, and what they could not read, as findings of a repository.</summary>
internal static class DetectionFindings
{
    public static IEnumerable<Finding> Of(Detections found, string target, string identity) =>
        found.Found.Select(detection => Finding(detection, target, identity)).Concat(Problems(found.Problems, target, identity));

    /// <summary>What comments in the code allow.</summary>
    public static IEnumerable<SuppressedFinding> Suppressed(Detections found, string target, string identity) => found.Allowed.Select(allowed => new SuppressedFinding
    {
        Finding = Finding(allowed.Detection, target, identity),
        Reason = allowed.Reason,
        By = $"{allowed.Detection.Path}:{allowed.Line}",
    });

    private static Finding Finding(Detection detection, string target, string identity)
    {
        var page = RulePages.Of(detection.Rule);
        return new Finding
        {
            Key = $"{page.Kind}:{detection.Rule}:{identity}:{detection.Path}:{detection.Subject}",
            Master = ServiceNames.Security,
            Kind = page.Kind,
            Rule = detection.Rule,
            Severity = detection.Severity ?? page.Severity,
            Target = target,
            Path = detection.Path,
            Line = detection.Line,
            Title = detection.Title,
            Controls = page.Controls,
            Documentation = page.Source,
            Fingerprint = Fingerprints.Of(detection),
        };
    }

    /// <summary>The keys are those that every master gives to such a file, so that a report has it once.</summary>
    private static IEnumerable<Finding> Problems(IEnumerable<ReadProblem> problems, string target, string identity)
    {
        var twins = new Dictionary<(string, string), int>();
        foreach (var problem in problems)
        {
            var twin = twins[(problem.Rule, problem.Path)] = twins.GetValueOrDefault((problem.Rule, problem.Path)) + 1;
            yield return new Finding
            {
                Key = $"{FindingKinds.UnreadableInput}:{problem.Rule}:{identity}:{problem.Path}{(twin == 1 ? "" : $"~{twin}")}",
                Master = ServiceNames.Security,
                Kind = FindingKinds.UnreadableInput,
                Rule = problem.Rule,
                Severity = problem.Severity,
                Target = target,
                Path = problem.Path,
                Line = problem.Line,
                Title = problem.Reason,
            };
        }
    }
}
