using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Raises one requirement that stands somewhere in a file.</summary>
internal static class RequirementEdit
{
    /// <summary>Changes the requirement between two places, when it asks for the package; false when it does not.</summary>
    public static bool Raise(Draft draft, EditedText text, int start, int end, string? content = null)
    {
        content ??= text.Text;
        if (RequirementText.Find(content, start, end) is not { } found || !found.IsNamed(draft.Upgrade.Name))
            return false;
        draft.Found = true;
        var line = text.LineOf(start);
        if (found.FromAddress)
        {
            draft.Refuse(text.Path, line, $"{found.Name} comes from an address and not from an index; change the address by hand.");
            return true;
        }
        var before = content[found.Start..found.End];
        if (before.Length > 0 && Raised(draft, text.Path, line, before) is { } after && after != before)
            text.Replace(found.Start, found.End, after);
        return true;
    }

    /// <summary>The specifiers for the new version; null, and refused, where none can be written.</summary>
    public static string? Raised(Draft draft, string path, int line, string before)
    {
        try
        {
            if (Pep440Range.Parse(before) is not { } range)
            {
                draft.Refuse(path, line, $"{Display.Quote(before)} is no set of versions that is understood; change it by hand.");
                return null;
            }
            if (range.Raise(before, draft.Upgrade.To, draft.Upgrade.Ranges) is not { } after)
            {
                draft.Refuse(path, line, $"{Display.Quote(before)} rules {draft.Upgrade.To} out or starts above it; change it by hand.");
                return null;
            }
            if (after != before && !range.IsPin && !range.Allows(draft.Upgrade.To))
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
