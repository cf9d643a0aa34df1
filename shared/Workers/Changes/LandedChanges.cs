using System.Text.Json;
using Cortex.Contracts;
using Cortex.Messaging.Stores;

namespace Cortex.Workers.Changes;

/// <summary>The fate of every change, by run, master, target and key, and the pull requests opened per day.</summary>
public static class LandedChanges
{
    public static StoreSchema Schema { get; } = new("changes", 1, """
        CREATE TABLE landed_changes (
            run TEXT NOT NULL,
            master TEXT NOT NULL,
            target TEXT NOT NULL,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            stored INTEGER NOT NULL,
            PRIMARY KEY (run, master, target, key)) WITHOUT ROWID;
        CREATE INDEX landed_changes_key ON landed_changes (key, target, master, stored);
        CREATE TABLE opened_proposals (
            url TEXT PRIMARY KEY,
            repository TEXT NOT NULL,
            day TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX opened_proposals_day ON opened_proposals (repository, day);
        """);

    public static IReadOnlyList<LandedChange> OfRun(StoreCommands store, Guid run) => store.Query(
        "SELECT body FROM landed_changes WHERE run = $1 ORDER BY master, target, key", row => JsonSerializer.Deserialize<LandedChange>(row.GetString(0), CortexJson.Options)!, run);

    public static LandedChange? Find(StoreCommands store, Guid run, string master, string target, string key) =>
        store.Scalar("SELECT body FROM landed_changes WHERE run = $1 AND master = $2 AND target = $3 AND key = $4", run, master, target, key) is string body
            ? JsonSerializer.Deserialize<LandedChange>(body, CortexJson.Options)
            : null;

    /// <summary>The same change's last pull request, of whichever run; null when there was none.</summary>
    public static LandedChange? LastProposed(StoreCommands store, string master, string target, string key) => store.Query(
            "SELECT body FROM landed_changes WHERE key = $1 AND target = $2 AND master = $3 ORDER BY stored DESC",
            row => JsonSerializer.Deserialize<LandedChange>(row.GetString(0), CortexJson.Options)!,
            key, target, master)
        .Find(landed => landed.Number is not null);

    /// <summary>Cortex closes this pull request itself: whoever proposed it, it was nobody's judgement.</summary>
    public static void Close(StoreTransaction transaction, string url)
    {
        foreach (var landed in transaction.Commands.Query("SELECT body FROM landed_changes", row => row.GetString(0)).Where(body => body.Contains(url, StringComparison.Ordinal))
            .Select(body => JsonSerializer.Deserialize<LandedChange>(body, CortexJson.Options)!).Where(landed => landed.Change.Proposal.Url == url).ToList())
            Put(transaction, landed with { Closed = true });
    }

    public static void Put(StoreTransaction transaction, LandedChange landed) => transaction.Commands.Execute(
        """
        INSERT INTO landed_changes (run, master, target, key, body, stored) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (run, master, target, key) DO UPDATE SET body = $5, stored = $6
        """,
        landed.Run, landed.Master, landed.Target.Name, landed.Change.Key, JsonSerializer.Serialize(landed, CortexJson.Options), transaction.Now);

    public static int OpenedOn(StoreCommands store, string repository, DateOnly day) =>
        (int)(long)store.Scalar("SELECT COUNT(*) FROM opened_proposals WHERE repository = $1 AND day = $2", repository, Text(day))!;

    /// <summary>The same address twice counts once.</summary>
    public static void Opened(StoreTransaction transaction, string url, string repository) => transaction.Commands.Execute(
        "INSERT INTO opened_proposals (url, repository, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", url, repository, Text(DateOnly.FromDateTime(transaction.Now.UtcDateTime)));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
