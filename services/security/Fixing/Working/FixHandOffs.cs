using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Deciding;

namespace Cortex.Security.Fixing.Working;

/// <summary>What a scan found to fix, as work for a fix-worker: one hand-off for a repository, none where there is nothing to do.</summary>
internal static class FixHandOffs
{
    public static IReadOnlyList<HandOff> Of(FixPlan plan, IReadOnlyList<ConfigurationFix> configuration, string target, string identity, bool dryRun) =>
        plan.Fixes.Count == 0 && configuration.Count == 0 ? [] :
    [
        new HandOff
        {
            Key = $"fix/{target}",
            ToMaster = ServiceNames.Security,
            WorkerType = FixWorker.WorkerType,
            Target = target,
            Reason = Reason(plan, configuration),
            Input = new FixInput { Identity = identity, DryRun = dryRun, Fixes = plan.Fixes, Open = plan.Open, Configuration = configuration }.ToText(),
        },
    ];

    private static string Reason(FixPlan plan, IReadOnlyList<ConfigurationFix> configuration)
    {
        var parts = new List<string>();
        if (plan.Fixes.Count > 0)
            parts.Add($"{plan.Fixes.Sum(fix => fix.Findings.Count)} vulnerabilities of {plan.Fixes.Count} packages have a known fix");
        if (configuration.Count > 0)
            parts.Add($"{configuration.Sum(fix => fix.Places.Count)} misconfigurations of {configuration.Count} files have one safe answer");
        return string.Join("; ", parts) + ".";
    }
}
