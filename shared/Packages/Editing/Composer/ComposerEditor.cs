using Cortex.Packages.Composer;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Composer;

/// <summary>
/// Packages of Composer. Its lockfile stays as it is: it has references and checksums that only the registry knows, and Composer
/// notices itself that it differs. Composer has no overrides: what comes with other packages is asked for directly.
/// </summary>
internal sealed class ComposerEditor : IPackageEditor
{
    private static readonly string[] Sections = ["require", "require-dev"];

    public string Ecosystem => "composer";

    public void Edit(PackageUpgrade upgrade, Edits edits)
    {
        var folder = RepositoryPath.Folder(upgrade.Path);
        var manifest = RepositoryPath.Below(folder, ComposerJson.FileName);
        var lockfile = RepositoryPath.Below(folder, ComposerLock.FileName);
        var at = upgrade.Path;
        try
        {
            if (!ComposerVersion.IsVersion(upgrade.To))
                throw new UnreadableException($"{Display.Quote(upgrade.To)} is no Composer version; write numbers, as in 1.2.3.");
            edits.Text(at);
            var json = JsonEdit.Of(edits, at = manifest);
            var locked = edits.Exists(lockfile) ? new ComposerLockParents(JsonEdit.Of(edits, at = lockfile), upgrade.Name) : null;
            at = manifest;
            var parents = Edit(upgrade, edits, json, manifest, locked);
            var command = Command(upgrade, parents);
            if (locked?.Version is { } version && !Same(version, upgrade.To))
                edits.Note(EditNoteKind.LockfileNotRegenerated, lockfile,
                    $"Only the registry knows where {upgrade.Name} {upgrade.To} comes from: run `{string.Join(' ', command)}` in {(folder.Length == 0 ? "the root" : folder)}.", command);
        }
        catch (UnreadableException e)
        {
            edits.Refuse(upgrade, at, e.Line, e.Message);
        }
    }

    private static IReadOnlyList<string> Edit(PackageUpgrade upgrade, Edits edits, JsonEdit json, string manifest, ComposerLockParents? locked)
    {
        var asked = false;
        foreach (var section in Sections)
        {
            var member = json.Root[section]?.Members.FirstOrDefault(m => m.Name.Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase));
            if (member?.Value.Text is not { } constraint)
                continue;
            _ = json.Root[section]!.Member(member.Name);
            asked = true;
            if (IsConcerned(upgrade, constraint, locked?.Version))
                Change(upgrade, edits, json, manifest, member, constraint);
        }
        var parents = asked ? [] : Require(upgrade, edits, json, manifest, locked);
        json.Apply();
        return parents;
    }

    private static bool IsConcerned(PackageUpgrade upgrade, string constraint, string? locked) =>
        upgrade.From.Length == 0 || constraint == upgrade.From || !ComposerConstraint.IsUnderstood(constraint) || ComposerConstraint.Allows(constraint, upgrade.From) || (locked is not null && Same(locked, upgrade.From));

    private static void Change(PackageUpgrade upgrade, Edits edits, JsonEdit json, string manifest, JsonMember member, string constraint)
    {
        if (ComposerConstraint.IsBranch(constraint))
            throw new UnreadableException($"{Display.Quote(constraint)} is a branch or a stability and no version; change it by hand.", member.Value.Line);
        var changed = ComposerConstraint.Update(constraint, upgrade.To, upgrade.Ranges)
            ?? throw new UnreadableException($"{Display.Quote(constraint)} is no constraint that is understood well enough to let {upgrade.To} in; change it by hand.", member.Value.Line);
        if (changed != constraint && !ComposerConstraint.Allows(constraint, upgrade.To) && !ComposerConstraint.IsExact(constraint))
            edits.Note(EditNoteKind.RangeWidened, manifest, $"{member.Name}: {constraint.Trim()} did not allow {upgrade.To}; it is {changed.Trim()} now.");
        json.Replace(member.Value, changed);
    }

    private static IReadOnlyList<string> Require(PackageUpgrade upgrade, Edits edits, JsonEdit json, string manifest, ComposerLockParents? locked)
    {
        if (locked?.Version is null)
            throw new UnreadableException($"Nothing here asks for {upgrade.Name}, and no lockfile lists it; name a file that does.");
        if (Same(locked.Version, upgrade.To) || !Same(locked.Version, upgrade.From))
            return [];
        var tight = locked.Askers.Where(asker => !ComposerConstraint.Allows(asker.Constraint, upgrade.To)).ToList();
        if (tight.Count == 0)
            return [];
        var constraint = "^" + ComposerComparator.Bare(upgrade.To);
        var section = locked.IsForDevelopment ? "require-dev" : "require";
        if (json.Root[section] is { } require)
            json.InsertInOrder(require, upgrade.Name, JsonPiece.Of(constraint));
        else
            json.Append(json.Root, section, JsonPiece.Of(upgrade.Name, JsonPiece.Of(constraint)));
        edits.Note(EditNoteKind.Override, manifest,
            $"{string.Join(", ", tight.Select(t => $"{t.Name} ({t.Constraint})"))} does not allow {upgrade.Name} {upgrade.To}, which is asked for directly: Composer has to find a version of it that does.");
        return [.. tight.Select(asker => asker.Name)];
    }

    private static IReadOnlyList<string> Command(PackageUpgrade upgrade, IReadOnlyList<string> parents) =>
        ["composer", "update", upgrade.Name, .. parents, "--with", $"{upgrade.Name}:{ComposerComparator.Bare(upgrade.To)}", "--with-dependencies", "--no-install", "--no-scripts", "--no-plugins", "--no-interaction"];

    private static bool Same(string a, string b) => a == b || (ComposerVersion.IsVersion(a) && ComposerVersion.IsVersion(b) && VersionOrder.Compare("composer", a, b) == 0);
}
