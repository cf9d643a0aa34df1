using Cortex.Contracts.Masters;

namespace Cortex.Cli.Doctor;

/// <summary>What this version works without.</summary>
internal static class OptionalChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new() { Name = "broker", Status = CheckStatus.Passed, Detail = "not used: the services share one process and its in-memory transport" },
        new() { Name = "cluster", Status = CheckStatus.Passed, Detail = "not used: workers are local processes" },
        new() { Name = "model", Status = CheckStatus.Passed, Detail = "not used: no worker calls a language model, runs use 0 tokens" },
    ];
}
