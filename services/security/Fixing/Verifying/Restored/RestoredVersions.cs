using Cortex.Packages;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Restored;

/// <summary>Holds a restore against what was asked of it.</summary>
internal static class RestoredVersions
{
    /// <summary>Null when the restore took what was asked, and the new version is what runs.</summary>
    public static FixVerdict? Judge(string root, IReadOnlyList<ToolProject> projects, IReadOnlyList<PackageUpgrade> upgrades)
    {
        FixVerdict? note = null;
        foreach (var upgrade in upgrades.DistinctBy(u => (u.From, u.To)))
        {
            var facts = projects.Select(project => RestoredAssets.Read(root, project.Folder, upgrade)).ToList();
            if (Judge(upgrade, [.. facts.SelectMany(f => f.Frameworks)], [.. facts.SelectMany(f => f.Warnings)]) is not { } verdict)
                continue;
            if (verdict.Status != Contracts.Findings.VerificationStatus.Passed)
                return verdict;
            note ??= verdict;
        }
        return note;
    }

    internal static FixVerdict? Judge(PackageUpgrade upgrade, IReadOnlyList<FrameworkFact> frameworks, IReadOnlyList<string> warnings)
    {
        var taken = frameworks.Where(f => f.Taken is not null).ToList();
        if (taken.Find(f => IsOlder(f.Taken!, upgrade.To)) is { } older)
            return FixVerdict.Failed($"the restore took {upgrade.Name} {older.Taken} and not {upgrade.To} for {older.Framework} in {Place(older)}");
        if (taken.Find(f => f.Asked && !IsSame(f.Taken!, upgrade.To)) is { } other)
            return FixVerdict.Failed($"the restore took {upgrade.Name} {other.Taken} in place of {upgrade.To}{Because(warnings)}; fix known, not verifiable here");
        if (warnings.Count > 0)
            return FixVerdict.Failed($"the restore of {upgrade.Name} {upgrade.To} warns{Because(warnings)}");

        // A framework's own copy is pruned from what it resolves, so that who only refers to an asking project shows nothing of the package.
        var asking = frameworks.Where(f => f.Asked).Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var overridden = frameworks.Where(f => f.Own is not null && (f.Asked || f.Taken is not null || f.References.Any(asking.Contains))).ToList();
        if (overridden.Count == 0)
            return null;
        var own = string.Join(", ", overridden.Select(f => f.Framework).Distinct(StringComparer.Ordinal));
        return taken.Exists(f => f.Own is null)
            ? FixVerdict.Passed($"on {own} the framework's own copy of {upgrade.Name} is taken at run time; {string.Join(", ", taken.Where(f => f.Own is null).Select(f => f.Framework).Distinct(StringComparer.Ordinal))} takes {upgrade.To}")
            : FixVerdict.Skipped($"on {own} the framework's own copy of {upgrade.Name} (up to {overridden[0].Own}) wins at run time over {upgrade.To}, so the upgrade changes nothing there and tests do not run it");
    }

    private static string Because(IReadOnlyList<string> warnings) => warnings.Count == 0 ? "" : $" ({warnings[0]})";

    private static string Place(FrameworkFact fact) => fact.Project.Length == 0 ? "the root project" : fact.Project;

    private static bool IsOlder(string taken, string asked) => Compare(taken, asked) < 0;

    private static bool IsSame(string taken, string asked) => Compare(taken, asked) == 0;

    private static int Compare(string a, string b)
    {
        try
        {
            return VersionOrder.Compare("nuget", a, b);
        }
        catch (VersionFormatException)
        {
            return string.CompareOrdinal(a, b);
        }
    }
}
