namespace Cortex.Security.Advisories.Syncing;

/// <summary>Missing: the server has no such archive, and nobody asked for it by name.</summary>
public enum SyncStatus { Updated, UpToDate, Missing, Failed }

/// <summary>What became of one feed.</summary>
public sealed record SyncedFeed
{
    /// <summary>What reports call it.</summary>
    public required string Source { get; init; }
    public required SyncStatus Status { get; init; }

    /// <summary>Why it failed, and what to do.</summary>
    public string? Reason { get; init; }

    /// <summary>What was taken in.</summary>
    public AdvisoryImport? Import { get; init; }

    /// <summary>For people.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => Status switch
    {
        SyncStatus.UpToDate => "up to date",
        SyncStatus.Missing => "the server has none",
        SyncStatus.Failed => Reason!,
        _ when Import!.Kind == AdvisoryImport.Osv => $"{Import.Added} new, {Import.Replaced} replaced by newer ones, {Import.Unchanged} known already, {Import.Failed} left out",
        _ => $"{Import!.Added} entries, {Import.Failed} left out",
    };
}
