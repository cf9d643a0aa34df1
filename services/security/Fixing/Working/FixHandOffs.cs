using Cortex.Contracts;
using Cortex.Contracts.Masters;
using Cortex.Security.Fixing.Deciding;

namespace Cortex.Security.Fixing.Working;

/// <summary>What a scan found to fix, as work for a fix-worker: one hand-off for a repository, none where there is nothing to do.</summary>
internal static class FixHandOffs
{
    public static IReadOnlyList<HandOff> Of(FixPlan plan, string target, string identity, bool dryRun) => plan.Fixes.Count == 0 ? [] :
    [
        new HandOff
        {
            Key = $"fix/{target}",
            ToMaster = ServiceNames.Security,
            WorkerType = FixWorker.WorkerType,
            Target = target,
            Reason = $"{plan.Fixes.Sum(fix => fix.Findings.Count)} vulnerabilities of {plan.Fixes.Count} packages have a known fix.",
            Input = new FixInput { Identity = identity, DryRun = dryRun, Fixes = plan.Fixes, Open = plan.Open }.ToText(),
        },
    ];
}
