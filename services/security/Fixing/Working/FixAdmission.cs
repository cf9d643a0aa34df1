using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Masters;
using Cortex.Messaging;
using Cortex.Security.Fixing.Deciding;
using Cortex.Workers.Masters;

namespace Cortex.Security.Fixing.Working;

/// <summary>Whether the master takes a hand-off as a fix-worker. Pure: asked the same, it answers the same.</summary>
internal static class FixAdmission
{
    /// <summary>Changes of one repository in one run; the most urgent are made, the rest stays for the next run.</summary>
    public const int MostOfRepository = 40;

    /// <summary>Changes of one run. Each repository has its share, so that the answer does not depend on who asks first.</summary>
    public const int MostOfRun = 2_000;

    public static HandOffAnswer Consider(ConsiderHandOff command)
    {
        var wanted = command.HandOff;
        if (command.Limits.FirstOrDefault(l => l.Type == FixWorker.WorkerType && l.OnDemand.Contains(ServiceNames.Security, StringComparer.Ordinal)) is not { } limit)
            return Refused($"The plan gives security no {FixWorker.WorkerType}.");
        if (command.Targets.All(target => target.Name != wanted.Target))
            return Refused($"'{wanted.Target}' is no target of this run.");
        if (FixInput.Read(wanted.Input) is not { } input || input.Fixes.Count + input.Configuration.Count == 0)
            return Refused("It does not say what to fix.");
        if (input.DryRun)
            return Refused($"This is a dry run: {input.Fixes.Count + input.Configuration.Count} changes are not made.");
        var key = $"{ServiceNames.Security}/{FixWorker.WorkerType}/{wanted.Target}";
        return new(new()
        {
            WorkerId = DeterministicId.Of($"{command.OrchestrationId:N}/{key}"),
            Key = key,
            Master = ServiceNames.Security,
            Type = FixWorker.WorkerType,
            Targets = [wanted.Target],
            Priority = input.Fixes.Select(fix => fix.Severity).Concat(input.Configuration.Select(fix => fix.Severity)).Max() >= Severity.Critical ? 7 : 6,
            Tokens = 0,
            TimeoutSeconds = limit.TimeoutSeconds,
            MaxAttempts = limit.MaxAttempts,
            Hop = command.Hop,
            Input = Capped(input, command.Targets.Count).ToText(),
        }, null);
    }

    private static FixInput Capped(FixInput input, int targets)
    {
        var most = Math.Clamp(MostOfRun / Math.Max(targets, 1), 1, MostOfRepository);
        var configuration = input.Configuration.Take(Math.Max(most - input.Fixes.Count, 0)).ToList();
        input = input with { Configuration = configuration, LeftToNextRun = [.. input.Configuration.Skip(configuration.Count).SelectMany(fix => fix.Places).Select(place => place.Finding)] };
        if (input.Fixes.Count <= most)
            return input;
        var left = input.Fixes.Skip(most).SelectMany(fix => fix.Findings.Select(finding =>
            new OpenFinding(finding, string.Join(", ", fix.References), fix.Package(), OpenReasons.CapReached, CapDetail)));
        return input with { Fixes = [.. input.Fixes.Take(most)], Open = [.. input.Open, .. left] };
    }

    public const string CapDetail = "more changes than a repository gets in one run; it is left to the next run";

    private static HandOffAnswer Refused(string reason) => new(null, reason);
}
