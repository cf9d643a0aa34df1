using Cortex.Packages.NuGet;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>Packages of NuGet, wherever their versions are written.</summary>
internal sealed class NuGetEditor : IPackageEditor
{
    public string Ecosystem => "nuget";

    public void Edit(PackageUpgrade upgrade, Edits edits)
    {
        var name = RepositoryPath.Name(upgrade.Path).ToLowerInvariant();
        if (!NuGetRequirement.IsVersion(upgrade.To))
            edits.Refuse(upgrade, upgrade.Path, null, $"{Display.Quote(upgrade.To)} is no NuGet version; write major.minor.patch.");
        else if (name is "global.json" or "dotnet-tools.json")
            NuGetJson.Edit(edits, upgrade, name);
        else if (name.EndsWith(".deps.json", StringComparison.Ordinal))
            edits.Refuse(upgrade, upgrade.Path, null, "The file is what a build put out; upgrade the project and build again.");
        else if (name.StartsWith("packages.", StringComparison.Ordinal) && name.EndsWith(".config", StringComparison.Ordinal))
            new PackagesConfigEdit(edits, upgrade).Edit();
        else
            new ProjectUpgrade(edits, upgrade).Run();
    }
}
