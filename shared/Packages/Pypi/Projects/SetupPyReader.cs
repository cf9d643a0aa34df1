using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Projects;

/// <summary>
/// Lists the requirements that stand as plain texts in a setup.py, which is never run: those in a list named install_requires or the like,
/// and, wherever they stand, those with versions.
/// </summary>
internal sealed class SetupPyReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == "setup.py";

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var texts = tree.Parsed(path, bytes => PythonTexts.Of(Encoding.UTF8.GetString(Json.Utf8Of(bytes)), tree.Cancellation));
        var packages = new PypiPackages(path, results, tree.Limits);
        foreach (var (text, line, list, _) in texts.Found)
        {
            if (IsTemplate(text) || PypiRequirement.Parse(text) is not { FromAddress: false } requirement)
                continue;
            if (list is not null || requirement.Version is not null)
                packages.Add(requirement.Name, requirement.Version, line, direct: true, ScopeOf(list));
        }
        packages.AddToResults();
    }

    private static bool IsTemplate(string text) => text.AsSpan().ContainsAny('%', '{', '}');

    private static string ScopeOf(string? list) => list switch
    {
        "extras_require" => PackageScope.Optional,
        "tests_require" or "setup_requires" => PackageScope.Development,
        _ => PackageScope.Runtime,
    };
}
