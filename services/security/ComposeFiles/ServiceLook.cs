using Cortex.Contracts.Findings;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;

namespace Cortex.Security.ComposeFiles;

/// <summary>One service being looked at, and where its findings go.</summary>
internal sealed class ServiceLook(ComposeService service, Detections found)
{
    public ComposeService Service => service;

    /// <summary>The control that the rule enforces is added to what is said.</summary>
    /// <param name="detail">What of the service it is true of, where the rule can hold for more than one thing in it.</param>
    public void Report(string rule, int line, string says, string? detail = null, Severity? severity = null)
    {
        var page = RulePages.Of("compose/" + rule);
        found.Add(new()
        {
            Rule = page.Id,
            Path = service.File.Path,
            Line = line,
            Subject = detail is null ? $"service {service.Name}" : $"service {service.Name} {detail}",
            Title = $"{says} ({page.Controls[0]})",
            Severity = severity,
        });
    }
}
