namespace Cortex.Packages.Editing.Texts;

/// <summary>Raises a range that stands in a file.</summary>
internal static class RangeEdit
{
    /// <summary>The range for the new version; null, and refused, where none can be written.</summary>
    public static string? Raise(Draft draft, string path, int line, string before, RangeStyle style)
    {
        try
        {
            var range = VersionRange.Parse(before, style);
            var after = range?.Raise(draft.Upgrade.To, draft.Upgrade.Ranges);
            if (after is null)
                draft.Refuse(path, line, $"{Display.Quote(before)} cannot be raised to {draft.Upgrade.To} in its own style; change it by hand.");
            else if (after != before && !range!.IsPin && !range.Allows(draft.Upgrade.To))
                draft.NoteWidened(path, before, after);
            return after;
        }
        catch (VersionFormatException e)
        {
            draft.Refuse(path, line, e.Message);
            return null;
        }
    }
}
