using Cortex.Packages.Editing.Cargo;
using Cortex.Packages.Editing.Gem;
using Cortex.Packages.Editing.Golang;
using Cortex.Packages.Editing.Hex;
using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Pub;
using Cortex.Packages.Editing.Pypi;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing;

/// <summary>Edits manifests and lockfiles so that packages are at other versions. Reads the repository and writes nothing.</summary>
public static class PackageEditor
{
    private static readonly IReadOnlyList<IPackageEditor> All =
    [
        new Npm.NpmEditor(),
        new CargoEditor(),
        new GemEditor(),
        new GolangEditor(),
        new HexEditor(),
        new PubEditor(),
        new PypiEditor(),
        new MavenEditor(),
        new NuGet.NuGetEditor(),
        new Composer.ComposerEditor(),
        new GithubActions.GithubActionsEditor(),
    ];

    private static readonly Dictionary<string, IPackageEditor> Editors = All.ToDictionary(editor => editor.Ecosystem, StringComparer.Ordinal);

    /// <summary>Whether packages of that purl type can be edited.</summary>
    public static bool Knows(string ecosystem) => Editors.ContainsKey(ecosystem);

    /// <summary>The edits for all <paramref name="upgrades"/> together, in their order.</summary>
    /// <exception cref="DirectoryNotFoundException"><paramref name="root"/> is no folder.</exception>
    public static EditPlan Plan(string root, IEnumerable<PackageUpgrade> upgrades, ReadLimits? limits = null, CancellationToken ct = default)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"'{root}' is not a folder; give the folder of a repository.");
        var edits = new Edits(new RepositoryFiles(Path.GetFullPath(root), limits ?? ReadLimits.Default, ct));
        foreach (var upgrade in upgrades)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                if (Editors.TryGetValue(upgrade.Ecosystem, out var editor))
                    editor.Edit(upgrade, edits);
                else
                    edits.Refuse(upgrade, upgrade.Path, null, $"Packages of '{upgrade.Ecosystem}' are not edited; change the version by hand.");
            }
            catch (UnreadableException e)
            {
                edits.Refuse(upgrade, upgrade.Path, e.Line, e.Message);
            }
        }
        return edits.ToPlan();
    }
}
