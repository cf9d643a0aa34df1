using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

internal static class AdvisoryStatusRows
{
    public static AdvisoryStatus Of(StoreCommands commands) => new()
    {
        Advisories = (long)commands.Scalar("SELECT COUNT(*) FROM advisories")!,
        Withdrawn = (long)commands.Scalar("SELECT COUNT(*) FROM advisories WHERE withdrawn IS NOT NULL")!,
        Newest = commands.Scalar("SELECT MAX(modified) FROM advisories") is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        EpssScores = (long)commands.Scalar("SELECT COUNT(*) FROM epss")!,
        Exploited = (long)commands.Scalar("SELECT COUNT(*) FROM kev")!,
        Ecosystems = commands.Query(
            "SELECT ecosystem, COUNT(DISTINCT advisory), COUNT(DISTINCT name) FROM affected GROUP BY ecosystem ORDER BY ecosystem",
            row => new EcosystemAdvisories { Ecosystem = row.GetString(0), Advisories = row.GetInt64(1), Packages = row.GetInt64(2) }),
        Imports = commands.Query(
            "SELECT source, kind, imported, newest, records FROM imports ORDER BY imported DESC, source",
            row => new AdvisorySource
            {
                Source = row.GetString(0),
                Kind = row.GetString(1),
                Imported = new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
                Newest = row.IsDBNull(3) ? null : new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
                Records = row.GetInt64(4),
            }),
    };
}
