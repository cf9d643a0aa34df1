using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>
/// Edits a Gradle build: its version catalogues, the coordinates that stand as texts in its build files, and the versions of its lockfiles,
/// which have no hashes.
/// </summary>
internal static class GradleEdit
{
    private static readonly string[] Settings = ["settings.gradle", "settings.gradle.kts"];
    private static readonly string[] Builds = ["build.gradle", "build.gradle.kts"];
    private static readonly string[] Locks = ["gradle.lockfile", "buildscript-gradle.lockfile"];

    public static void Apply(Draft draft)
    {
        var root = RootOf(draft);
        var files = RepositoryListing.Below(draft.Tree, root, IsPart);
        foreach (var path in files.Where(IsCatalog))
            draft.In(path, text => new VersionCatalogEdit(draft, text).Apply());
        var scripts = new GradleScripts(draft, [.. files.Where(path => !IsCatalog(path) && !Locks.Contains(RepositoryPath.Name(path)))]);
        scripts.Apply();
        var declared = draft.Found;
        foreach (var path in files.Where(path => Locks.Contains(RepositoryPath.Name(path))))
            draft.In(path, text => RaiseLock(draft, text, declared));
        var verification = RepositoryPath.Below(root, "gradle/verification-metadata.xml");
        if (draft.Found && draft.Exists(verification))
            draft.Note(EditNoteKind.LockfileNotRegenerated, verification,
                $"The checksums of {draft.Upgrade.Name} {draft.Upgrade.To} may not be in the file; run 'gradle --write-verification-metadata sha256 help'.", "gradle", "--write-verification-metadata", "sha256", "help");
        if (!draft.Found && !draft.IsRefused)
            draft.Refuse(draft.Upgrade.Path, null,
                $"No build file or catalogue asks for {draft.Upgrade.Name} in plain words; add it with {draft.Upgrade.To} to a 'constraints' block by hand.");
    }

    private static void RaiseLock(Draft draft, EditedText text, bool declared)
    {
        var start = 0;
        foreach (var range in text.Text.AsSpan().Split('\n'))
        {
            var line = text.Text[range];
            if (line.Split('=') is [var coordinates, ..] && coordinates.Split(':') is [var group, var artifact, var version]
                && $"{group}:{artifact}" == draft.Upgrade.Name)
            {
                draft.Found = true;
                if (MavenRange.Later(version, draft.Upgrade.To))
                {
                    var at = start + coordinates.Length - version.Length;
                    text.Replace(at, at + version.Length, draft.Upgrade.To);
                    draft.Note(EditNoteKind.LockfileNotRegenerated, text.Path,
                        $"The version of {draft.Upgrade.Name} is the new one, and what it asks for may be missing; run 'gradle dependencies --update-locks {draft.Upgrade.Name}'.",
                        "gradle", "dependencies", "--update-locks", draft.Upgrade.Name);
                    if (!declared)
                        draft.NoteOverride(text.Path, "the lockfile, which Gradle takes as strict, has its version now");
                }
            }
            start += line.Length + 1;
        }
    }

    /// <summary>The nearest folder with the build's settings; else the topmost with a build file, or that of the file.</summary>
    private static string RootOf(Draft draft)
    {
        foreach (var above in RepositoryPath.Upwards(draft.Folder))
        {
            if (Array.Exists(Settings, name => draft.Exists(RepositoryPath.Below(above, name))))
                return above;
        }
        // Without settings, which may be elsewhere, the topmost folder that has a build file.
        if (RepositoryPath.Upwards(draft.Folder).LastOrDefault(above => Array.Exists(Builds, name => draft.Exists(RepositoryPath.Below(above, name)))) is { } topmost)
            return topmost;
        return RepositoryPath.Name(draft.Folder) == "gradle" ? RepositoryPath.Folder(draft.Folder) : draft.Folder;
    }

    private static bool IsCatalog(string path) => path.EndsWith(".versions.toml", StringComparison.Ordinal);

    private static bool IsPart(string path) =>
        IsCatalog(path) || path.EndsWith(".gradle", StringComparison.Ordinal) || path.EndsWith(".gradle.kts", StringComparison.Ordinal)
        || RepositoryPath.Name(path) == "gradle.properties" || RepositoryListing.IsBuildProgram(path) || Locks.Contains(RepositoryPath.Name(path));
}
