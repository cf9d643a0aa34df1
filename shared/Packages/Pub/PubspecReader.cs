using Cortex.Packages.Reading;

namespace Cortex.Packages.Pub;

/// <summary>
/// Lists what a pubspec.yaml asks for and no pubspec.lock, beside it or that of its workspace, pins:
/// https://dart.dev/tools/pub/dependencies. Folders and what comes with an SDK are left out.
/// </summary>
internal sealed class PubspecReader : IManifestReader
{
    private const string FileName = "pubspec.yaml";

    public bool Reads(string relativePath) => RepositoryPath.Name(relativePath) == FileName;

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        var pinned = Neighbour.TryParseAbove(tree, RepositoryPath.Folder(path), PubspecLock.FileName, PubspecLock.Parse);
        var packages = new FilePackages("pub", path);
        foreach (var requirement in Parse(tree, path))
        {
            if (!PubName.IsValid(requirement.Name))
                results.Unreadable(path, requirement.Line, PubName.Complaint(requirement.Name));
            else if (pinned?.Pins(requirement.Name) != true)
                packages.Add(requirement.Name, requirement.Version, requirement.Line, direct: true, requirement.Scope);
        }
        packages.AddTo(results);
    }

    private static List<Requirement> Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var yaml = new YamlCursor(bytes, tree.Limits, tree.Cancellation);
        var requirements = new List<Requirement>();
        var entered = false;
        while (yaml.NextKey(ref entered, out var section))
        {
            if (section is not ("dependencies" or "dev_dependencies"))
            {
                yaml.Skip();
                continue;
            }
            var scope = section == "dependencies" ? PackageScope.Runtime : PackageScope.Development;
            var inside = false;
            while (yaml.NextKey(ref inside, out var name))
            {
                if (requirements.Count == tree.Limits.MaxPackages)
                    throw new UnreadableException($"The file has more than {tree.Limits.MaxPackages} dependencies.", yaml.KeyLine);
                var line = yaml.KeyLine;
                if (IsPackage(yaml, out var wanted))
                    requirements.Add(new(name, wanted is not null && PubVersion.IsVersion(wanted) ? wanted : null, scope, line));
            }
        }
        return requirements;
    });

    private static bool IsPackage(YamlCursor yaml, out string? wanted)
    {
        wanted = null;
        if (!yaml.IsMapping)
        {
            wanted = yaml.TextOrSkip();
            return true;
        }
        var (entered, isPackage) = (false, true);
        while (yaml.NextKey(ref entered, out var source))
        {
            isPackage &= source is not ("path" or "sdk");
            if (source == "version")
                wanted = yaml.TextOrSkip();
            else
                yaml.Skip();
        }
        return isPackage;
    }
}
