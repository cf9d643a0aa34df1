using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>Lists what a go.work puts in place of modules, and what its go.work.sum adds to the sums of its modules.</summary>
internal sealed class GoWorkReader : IManifestReader
{
    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == "go.work";

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var file = GoFile.Parse(tree, path);
        var packages = new GoPackages(path, results);
        packages.AddRelease(file.Release);
        var listed = new HashSet<(string, string?)>();
        foreach (var (module, version, line) in GoReplacements.Used(file))
        {
            listed.Add((module, GoModule.Version(version)));
            packages.Add(module, version, line, direct: true);
        }
        packages.AddToResults();
        GoSum.List(tree, path + ".sum", listed, results);
    }
}
