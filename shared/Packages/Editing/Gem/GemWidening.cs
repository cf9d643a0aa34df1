using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Gem;

namespace Cortex.Packages.Editing.Gem;

/// <summary>"~> 1.2" with what it allowed before, as ">= 1.2", "&lt; 3".</summary>
internal static class GemWidening
{
    private const string Sign = "~>";

    /// <summary>The requirements of a call that allow the version; null where nothing of this kind is to be widened.</summary>
    public static List<string?>? Of(Draft draft, string path, List<string> requirements)
    {
        if (draft.Upgrade.Ranges != RangeStrategy.Widen || requirements.FindAll(requirement => requirement.StartsWith(Sign, StringComparison.Ordinal)) is not [var narrow])
            return null;
        if (VersionRange.Parse(narrow, GemEdit.Style) is not { } range || range.Allows(draft.Upgrade.To) || range.IsAbove(draft.Upgrade.To))
            return null;
        var version = narrow[Sign.Length..].Trim();
        if (!GemVersion.IsVersion(version))
            return null;
        var kept = Math.Max(1, ReleaseNumbers.Of(version).Count - 1);
        var bound = ReleaseNumbers.Above(ReleaseNumbers.OfLength("1.1.1.1.1.1", Math.Min(6, kept)), draft.Upgrade.To);
        var others = requirements.Where(requirement => requirement != narrow).ToList();
        draft.NoteWidened(path, narrow, $">= {version}, < {bound}");
        return [.. others.Exists(requirement => requirement.StartsWith(">=", StringComparison.Ordinal)) ? [] : (string[])[$">= {version}"], .. others, $"< {bound}"];
    }
}
