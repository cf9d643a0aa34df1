using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Contracts.Plans;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Working;

namespace Cortex.Security.Tests.Fixing.Working;

public sealed class FixAdmissionTests
{
    [Fact]
    public void What_a_scan_hands_over_becomes_one_worker_for_its_repository()
    {
        var worker = FixAdmission.Consider(Asked("shop", 2)).Worker!;
        Assert.Equal((FixWorker.WorkerType, "security/fix-worker/shop", 1200, 0, 1), (worker.Type, worker.Key, worker.TimeoutSeconds, worker.Tokens, worker.Hop));
        Assert.Equal(["shop"], worker.Targets);
        Assert.Equal(2, FixInput.Read(worker.Input)!.Fixes.Count);
        Assert.Equal(worker.WorkerId, FixAdmission.Consider(Asked("shop", 2)).Worker!.WorkerId);
    }

    [Fact]
    public void A_dry_run_makes_no_change_and_says_how_many() =>
        Assert.Equal("This is a dry run: 2 changes are not made.", FixAdmission.Consider(Asked("shop", 2, dryRun: true)).Refusal);

    [Fact]
    public void A_plan_without_fix_workers_is_heeded() =>
        Assert.Equal("The plan gives security no fix-worker.", FixAdmission.Consider(Asked("shop", 2) with { Limits = [] }).Refusal);

    [Fact]
    public void A_repository_that_is_no_target_is_refused() =>
        Assert.Equal("'elsewhere' is no target of this run.", FixAdmission.Consider(Asked("elsewhere", 1)).Refusal);

    [Fact]
    public void Input_that_cannot_be_read_is_refused()
    {
        var asked = Asked("shop", 1);
        Assert.Equal("It does not say what to fix.", FixAdmission.Consider(asked with { HandOff = asked.HandOff with { Input = "{" } }).Refusal);
    }

    [Fact]
    public void More_than_the_cap_is_left_open_the_least_urgent_first()
    {
        var input = FixInput.Read(FixAdmission.Consider(Asked("shop", FixAdmission.MostOfRepository + 3)).Worker!.Input)!;
        Assert.Equal(FixAdmission.MostOfRepository, input.Fixes.Count);
        Assert.Equal("p0", input.Fixes[0].Name);
        Assert.Equal(3, input.Open.Count);
        Assert.Contains("left to the next run", input.Open[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_anything_to_fix_hands_nothing_over() =>
        Assert.Empty(FixHandOffs.Of(new FixPlan([], []), [], "shop", "shop", dryRun: false));

    [Fact]
    public void Misconfigurations_share_the_cap_with_upgrades_and_what_is_left_is_told()
    {
        var input = FixInput.Read(FixAdmission.Consider(Asked("shop", FixAdmission.MostOfRepository - 1, files: 3)).Worker!.Input)!;
        Assert.Equal(FixAdmission.MostOfRepository, input.Fixes.Count + input.Configuration.Count);
        Assert.Equal(["finding in file 1", "finding in file 2"], input.LeftToNextRun);
    }

    private static ConsiderHandOff Asked(string target, int fixes, bool dryRun = false, int files = 0) => new()
    {
        OrchestrationId = FixRoom.Run,
        HandOffId = FixRoom.Run,
        Master = ServiceNames.Security,
        HandOff = Assert.Single(FixHandOffs.Of(new FixPlan([.. Enumerable.Range(0, fixes).Select(Fix)], []), [.. Enumerable.Range(0, files).Select(File)], target, target, dryRun)),
        Hop = 1,
        Targets = [new() { Name = "shop", Location = "/shop", Commit = "c" }],
        Limits = [new WorkerPlan { Type = FixWorker.WorkerType, Tokens = 5000, TimeoutSeconds = 1200, OnDemand = [ServiceNames.Security] }],
    };

    private static ConfigurationFix File(int number) =>
        new() { Path = $"{number}/Dockerfile", Places = [new($"finding in file {number}", "dockerfile/apt-recommends", 3)], Severity = Severity.Low };

    private static Fix Fix(int number) => new()
    {
        Ecosystem = "npm",
        Name = $"p{number}",
        Upgrades = [new PackageUpgrade { Ecosystem = "npm", Name = $"p{number}", From = "1.0.0", To = "1.0.1", Path = "package-lock.json" }],
        Findings = [$"finding {number}"],
        References = [$"CVE-{number}"],
        Severity = Severity.High,
        Risk = FixRisk.Patch,
    };
}
