namespace Cortex.Security.Fixing.Relocking;

/// <summary>The toolchains by ecosystem.</summary>
internal static class Toolchains
{
    /// <summary>Where tests leave their reports, in the folder they run in; never committed.</summary>
    public const string Results = ".cortex-results";

    private static readonly IReadOnlyList<IToolchain> All =
        [new Node.NodeToolchain(), new DotnetToolchain(), new CargoToolchain(), new GoToolchain(), new MavenToolchain(), new PythonToolchain(), new RubyToolchain(), new ComposerToolchain()];

    /// <summary>The projects that the manifests and lockfiles belong to; empty where no tool is known.</summary>
    public static IReadOnlyList<ToolProject> Projects(string ecosystem, string root, IReadOnlyList<string> paths) =>
        [.. All.Where(chain => chain.Ecosystem == ecosystem).SelectMany(chain => chain.Projects(root, paths)).DistinctBy(project => project.Key, StringComparer.Ordinal)];

    /// <summary>The projects, of whatever tool, that a file lies in.</summary>
    public static IReadOnlyList<ToolProject> Beside(string root, string path)
    {
        var folder = FolderOf(path);
        string[] paths = [path, .. Directory.EnumerateFiles(Path.Combine(root, folder)).Select(Path.GetFileName).OfType<string>().Where(IsPythonManifest).Order(StringComparer.Ordinal).Select(name => Below(folder, name))];
        return [.. All.SelectMany(chain => chain.Projects(root, paths)).DistinctBy(project => project.Key, StringComparer.Ordinal)];
    }

    // Python's projects are known by their files alone.
    private static bool IsPythonManifest(string name) =>
        name is "poetry.lock" or "uv.lock" or "pyproject.toml" || (name.StartsWith("requirements", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal));

    /// <summary>The nearest folder, from the file's own upwards, that has one of the files; null when none has.</summary>
    public static string? Nearest(string root, string path, params ReadOnlySpan<string> files)
    {
        for (var folder = FolderOf(path); ; folder = FolderOf(folder))
        {
            foreach (var file in files)
                if (File.Exists(Path.Combine(root, folder, file)))
                    return folder;
            if (folder.Length == 0)
                return null;
        }
    }

    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    public static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    public static string? MissingUnless(string program) => ToolBox.Find(program) is null ? $"{program} is not on this machine" : null;

    /// <summary>Files of the tree, relative to the root, without those of dependencies, build output and links.</summary>
    public static IEnumerable<string> Files(string root, string folder, params IReadOnlyList<string> patterns)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(root, folder), pattern, options))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or ".git" or "target" or "vendor"))
            .Order(StringComparer.Ordinal);
    }
}
