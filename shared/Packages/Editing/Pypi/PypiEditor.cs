using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pypi;
using Cortex.Packages.Pypi.Locks;
using Cortex.Packages.Pypi.Pipenv;
using Cortex.Packages.Pypi.Projects;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Edits the files in which Python projects ask for packages.</summary>
internal sealed class PypiEditor : IPackageEditor
{
    private static readonly string[] RequirementsEnds = [".txt", ".in", ".lock", ".pip"];

    public string Ecosystem => "pypi";

    public void Edit(PackageUpgrade upgrade, Edits edits) => Draft.Run(upgrade, edits, IsVersion, draft =>
    {
        switch (RepositoryPath.Name(upgrade.Path))
        {
            case PyprojectReader.FileName:
            case var name when PythonLocks.ParserOf(name) is not null:
                new PyprojectEdit(draft).Apply();
                break;
            case Pipfile.FileName or PipfileLockReader.FileName:
                PipfileEdit.Apply(draft);
                break;
            case "setup.py":
                SetupEdit.ApplyToPython(draft);
                break;
            case "setup.cfg":
                SetupEdit.ApplyToConfig(draft);
                break;
            case var name when Array.Exists(RequirementsEnds, end => name.EndsWith(end, StringComparison.Ordinal)):
                new RequirementsEdit(draft).Apply();
                break;
            default:
                draft.Refuse(upgrade.Path, null, "Python packages are not edited in a file of this name; change the version by hand.");
                break;
        }
    });

    private static bool IsVersion(string text)
    {
        try
        {
            return PypiRequirement.IsVersion(text) && VersionOrder.Compare("pypi", text, text) == 0;
        }
        catch (VersionFormatException)
        {
            return false;
        }
    }
}
