using Cortex.Messaging.Stores;

namespace Cortex.Security.Advisories.Stored;

/// <summary>Which edition of a download was taken in last.</summary>
internal static class FeedRows
{
    public static FeedEdition? Of(StoreCommands commands, Uri feed) => commands.Query(
        "SELECT etag, modified FROM feeds WHERE url = $1",
        row => new FeedEdition(row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
        feed.AbsoluteUri).FirstOrDefault();

    public static void Put(StoreCommands commands, Uri feed, FeedEdition edition) => commands.Execute(
        "INSERT INTO feeds (url, etag, modified) VALUES ($1, $2, $3) ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified",
        feed.AbsoluteUri, edition.ETag, edition.Modified);
}

/// <summary>What a server calls an edition: its ETag and Last-Modified, as sent.</summary>
internal sealed record FeedEdition(string? ETag, string? Modified);
