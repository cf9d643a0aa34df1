using Cortex.Contracts.Findings;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;

namespace Cortex.Security.Kubernetes;

/// <summary>What the checks say of one resource.</summary>
internal sealed class Report(Resource resource, Action<Detection> found)
{
    public Resource Resource => resource;

    /// <param name="rule">The id of the rule's page.</param>
    /// <param name="at">The offending value, or what it is missing in.</param>
    /// <param name="part">What of the resource: "container app"; null for the resource itself.</param>
    /// <param name="what">What is wrong and what to write instead, without the control, which is added.</param>
    /// <param name="severity">Null for the page's.</param>
    public void Add(string rule, YamlValue at, string? part, string what, Severity? severity = null) => found(new()
    {
        Rule = rule,
        Path = resource.PathOf(at),
        Line = at.Line,
        Subject = part is null ? resource.Subject : $"{resource.Subject} {part}",
        Title = $"{resource.Subject}{(part is null ? "" : $", {part},")} {what} ({RulePages.Of(rule).Controls[0]}).",
        Severity = severity,
    });
}
