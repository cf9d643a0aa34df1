using Cortex.Workspaces.Changes;

namespace Cortex.Workers.Changes;

/// <summary>What a reviewer must know of a change's neighbours in the same run.</summary>
internal static class SeriesText
{
    private const int MostFiles = 5;

    /// <summary>Null when it stands alone.</summary>
    public static string? Of(PlacedChange placed)
    {
        if (placed.ConflictsWith.Count > 0)
            return $"It changes the same lines as {Codes(placed.ConflictsWith)} in {Codes(placed.Files)}: only one of them can be merged as it is. Merge that first; the next run makes this one anew.";
        return placed.RebasedOn is { } earlier
            ? $"It is rebased on {Codes([earlier])}, whose lines are beside its own in {Codes(placed.Files)}: merge that first. It was verified before it was rebased."
            : null;
    }

    private static string Codes(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostFiles).Select(name => SafeMarkdown.Code(name))) + (names.Count > MostFiles ? $" and {names.Count - MostFiles} more" : "");
}
