using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Requirements;

/// <summary>
/// Lists what requirements files ask for, each where it stands: a file that is included is read once, however many include it.
/// </summary>
internal sealed class RequirementsReader : IManifestReader
{
    private const string Text = ".txt";
    private static readonly string[] DevelopmentWords = ["dev", "devel", "development", "test", "tests", "testing", "lint", "doc", "docs", "ci", "typing"];

    public bool Reads(string relativePath)
    {
        var name = RepositoryPath.Name(relativePath);
        if (name.EndsWith(".lock", StringComparison.Ordinal))
            return name.StartsWith("requirements", StringComparison.Ordinal);
        return name.EndsWith(Text, StringComparison.Ordinal)
            && (name.Contains("requirements", StringComparison.OrdinalIgnoreCase)
                || IsConstraints(name)
                || RepositoryPath.Name(RepositoryPath.Folder(relativePath)) == "requirements");
    }

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        RequirementsFile.Parse(tree, path);
        var waiting = new Queue<string>([path]);
        while (waiting.TryDequeue(out var file))
        {
            if (tree.Claim(file))
                List(tree, file, results, waiting);
        }
    }

    private void List(RepositoryFiles tree, string path, ScanResults results, Queue<string> waiting)
    {
        var packages = new RequirementsPackages(path, results, tree.Limits, direct: !IsConstraints(RepositoryPath.Name(path)), ScopeOf(path));
        var constraints = new Constraints();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in RequirementsFile.Parse(tree, path).Lines)
        {
            if (line.Included is { } included)
                Include(line, included, waiting.Enqueue);
            else if (line.Constraining is { } constraining)
                Include(line, constraining, file => constraints.Read(tree, file));
            else if (line.Text.Contains("${", StringComparison.Ordinal))
                results.Unreadable(path, line.Line, "The line depends on an environment variable, which is not known here; write the value.");
            else if (!line.IsOption && !line.IsPath)
                packages.Add(line);
        }
        packages.AddToResults(constraints);

        void Include(RequirementsLine line, string file, Action<string> take)
        {
            if (!named.Add(line.Text))
                return;
            if (RepositoryPath.Combine(RepositoryPath.Folder(path), file) is not { Length: > 0 } target || !tree.Exists(target))
            {
                if (!file.Contains("://", StringComparison.Ordinal))
                    results.Unreadable(path, line.Line, $"{Display.Quote(file)} is no file of the repository; correct the path.");
                return;
            }
            try
            {
                RequirementsFile.Parse(tree, target);
                take(target);
            }
            catch (UnreadableException e)
            {
                // What is read for its own name is reported then.
                if (ManifestReaders.For(target) is null)
                    results.Unreadable(target, e.Line, e.Message);
            }
        }
    }

    private static bool IsConstraints(string name) => name.Contains("constraints", StringComparison.OrdinalIgnoreCase);

    private static string ScopeOf(string path)
    {
        var words = path[(RepositoryPath.Folder(path) is var folder && RepositoryPath.Name(folder) == "requirements" ? folder.Length : path.Length - RepositoryPath.Name(path).Length)..]
            .Split(['-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, word => DevelopmentWords.Contains(word, StringComparer.OrdinalIgnoreCase)) ? PackageScope.Development : PackageScope.Runtime;
    }
}
