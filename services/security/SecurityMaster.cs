using System.Data.Common;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Aggregating;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Planning;
using Cortex.Security.Proposing;
using Cortex.Security.Scanning;
using Cortex.Workers.Changes;
using Cortex.Workers.Masters;

namespace Cortex.Security;

/// <summary>Finds what is known to be unsafe: vulnerable packages, secrets and misconfigurations.</summary>
public sealed class SecurityMaster(AdvisoryStore advisories, KnownVulnerabilities known, TimeProvider time) : IMaster
{
    public static string Name => ServiceNames.Security;

    public static IReadOnlyList<WorkerType> Types { get; } =
    [
        new(ScanWorker.WorkerType, "Finds vulnerable packages, secrets and misconfigurations.", () => new ScanWorker(TimeProvider.System)),
        new(FixWorker.WorkerType, "Upgrades the vulnerable packages of a repository and sets up its files safely, each on a branch of its own, and builds and tests them.", () => new FixWorker()),
        PrWorker.For(SecurityProposal.Of),
    ];

    private static Measure NoFixes { get; } = new() { Outcome = Outcomes.AutoFixChanges, Value = 0 };

    public IReadOnlyList<WorkerType> WorkerTypes => Types;

    public async Task<PreflightAnswer> PreflightAsync(RunPreflight command, CancellationToken stop)
    {
        try
        {
            await BundledAdvisories.EnsureAsync(advisories, stop);
            return new(
                [Preflight.Of(advisories.Status(), time.GetUtcNow())],
                [new() { Outcome = Outcomes.CvesIdentified, Value = known.Count(command.Targets.Select(target => target.Name)) }, NoFixes]);
        }
        catch (Exception e) when (e is DbException or StoreException)
        {
            return new(
                [new() { Name = "advisories", Status = CheckStatus.Failed, Detail = $"The advisories cannot be read: {e.Message}", Advice = "Check the data directory's disk and permissions." }],
                [new() { Outcome = Outcomes.CvesIdentified, NotMeasured = "the advisories cannot be read" }, NoFixes]);
        }
    }

    public WorkPlanned Plan(PlanWork command) => ScanPlan.Of(command);

    public HandOffAnswer Consider(ConsiderHandOff command) =>
        command.HandOff.WorkerType == FixWorker.WorkerType ? FixAdmission.Consider(command) : ProposalHandOffs.Consider(command);

    public async Task<Aggregation> AggregateAsync(AggregateResults command, IReadOnlyList<WorkerOutcome> outcomes, CancellationToken stop)
    {
        var scans = ScanResults.Of(outcomes);
        var changes = FixResults.Changes(outcomes.SelectMany(o => o.Result.Changes));
        await known.ReplaceAsync(scans.Complete, [.. scans.Vulnerabilities.Select(f => (f.Target, f.Reference!))]);
        return new Aggregation(
            scans.Summary(advisories.Status().Describe(time.GetUtcNow())) + (FixResults.Summary(changes) is { } fixes ? $"; {fixes}" : ""),
            new MasterResults { Master = Name, Findings = OpenFindings.Of(FixResults.Answered(scans.Findings, changes), changes, outcomes), Suppressed = scans.Suppressed, Changes = changes },
            [
                new() { Outcome = Outcomes.CvesIdentified, Value = scans.Vulnerabilities.Select(f => f.Reference).Distinct(StringComparer.Ordinal).Count() },
                FixResults.Measured(changes),
            ])
        {
            Escalations = [.. WithoutFix.Of(scans.Vulnerabilities)],
        };
    }
}
