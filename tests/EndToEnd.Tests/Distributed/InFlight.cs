namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>How to see that a part has work that it has not finished: what was looked at is the evidence.</summary>
internal static class InFlight
{
    /// <summary>
    /// Of a service: a command that nobody has answered, an answer that no broker has confirmed, or an attempt that has not ended. Of the coordinator: a message of somebody else's
    /// that no machine has recorded.
    /// </summary>
    public static async Task<string?> OfServiceAsync(UpCluster cluster, string service) => await cluster.AskAsync(service == "coordinator"
        ? """
          SELECT o.type || ' of ' || o.writer || ' is not recorded' FROM outbox o WHERE o.writer <> 'coordinator' AND o.service IS NULL AND o.due IS NULL
          AND NOT EXISTS (SELECT 1 FROM events e WHERE e.message_id = o.message_id) LIMIT 1
          """
        : $"""
          SELECT 'attempt ' || a.worker || ' runs' FROM attempts a WHERE a.master = '{service}' AND a.ended IS NULL AND a.fetched IS NOT NULL
          UNION ALL
          SELECT o.type || ' is not sent' FROM outbox o WHERE o.writer = '{service}' AND o.due IS NULL AND o.state = 'pending'
          UNION ALL
          SELECT o.type || ' is not answered' FROM outbox o WHERE o.service = '{service}' AND o.due IS NULL AND o.state <> 'canceled'
          AND NOT EXISTS (SELECT 1 FROM outbox a WHERE a.cause = o.message_id) AND NOT EXISTS (SELECT 1 FROM handled h WHERE h.message_id = o.message_id) LIMIT 1
          """) as string;

    /// <summary>Of PostgreSQL: a service's session inside a transaction or a statement.</summary>
    public static async Task<string?> OfPostgreSqlAsync(UpCluster cluster) => await cluster.AskAsync("""
        SELECT application_name || ' is ' || state FROM pg_stat_activity
        WHERE application_name LIKE 'cortex-%' AND state IN ('active', 'idle in transaction') AND query NOT LIKE '%pg_stat_activity%' LIMIT 1
        """) as string;
}
