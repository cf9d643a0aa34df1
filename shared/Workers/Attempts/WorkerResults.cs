using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;

namespace Cortex.Workers.Attempts;

/// <summary>Stored results: bus messages carry their SHA-256.</summary>
public static class WorkerResults
{
    public static string Sha(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    public static WorkerResult? Find(StoreCommands store, string sha) =>
        store.Scalar("SELECT body FROM results WHERE sha = $1 LIMIT 1", sha) is string body ? JsonSerializer.Deserialize<WorkerResult>(body, CortexJson.Options) : null;

    /// <summary>SHA-256 of the commits that an attempt handed in for a target of its assignment, counted from 0; null when it did not.</summary>
    public static string? CommitsOf(StoreCommands store, AttemptKey key, int target) =>
        store.Scalar("SELECT sha FROM artifacts WHERE worker = $1 AND attempt = $2 AND name = $3", key.Worker, key.Attempt, Gateway.GatewayEndpoints.CommitsName(target.ToString(System.Globalization.CultureInfo.InvariantCulture))) as string;

    /// <summary>One outcome a worker: its complete result, else the newest partial one. In order of the workers' keys.</summary>
    public static IReadOnlyList<WorkerOutcome> OutcomesOf(StoreCommands store, Guid run, string master) =>
    [
        .. store.Query(
                "SELECT r.worker, r.complete, r.body, a.command, r.attempt FROM results r JOIN attempts a ON a.worker = r.worker AND a.attempt = r.attempt WHERE r.run = $1 AND r.master = $2 ORDER BY r.complete DESC, r.attempt DESC",
                row => (Worker: Guid.Parse(row.GetString(0)), Complete: row.GetInt64(1) == 1, Body: row.GetString(2), Command: row.GetString(3), Attempt: row.GetInt32(4)),
                run, master)
            .DistinctBy(r => r.Worker)
            .Select(r => new WorkerOutcome(
                r.Worker,
                JsonSerializer.Deserialize<StartWorker>(r.Command, CortexJson.Options)!.Spec,
                r.Complete,
                JsonSerializer.Deserialize<WorkerResult>(r.Body, CortexJson.Options)!) { Attempt = r.Attempt })
            .OrderBy(o => o.Spec.Key, StringComparer.Ordinal),
    ];
}
