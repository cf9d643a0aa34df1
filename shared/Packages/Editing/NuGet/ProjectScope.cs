using Cortex.Packages.NuGet.Projects;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>A project with the files that it is made of.</summary>
/// <param name="Path">The project.</param>
/// <param name="Files">Itself and what it imports.</param>
/// <param name="References">The projects that it refers to.</param>
internal sealed record MsBuildProject(string Path, IReadOnlyCollection<string> Files, IReadOnlyList<string> References)
{
    public bool ManagesVersionsCentrally { get; init; }

    public bool PinsTransitives { get; init; }

    public string? CentralFile => Files.FirstOrDefault(file => RepositoryPath.Name(file).Equals("Directory.Packages.props", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The projects of a repository and how they hang together.</summary>
internal sealed class ProjectScope
{
    private readonly Edits edits;
    private readonly Dictionary<string, MsBuildProject> projects = new(StringComparer.OrdinalIgnoreCase);

    public ProjectScope(Edits edits)
    {
        this.edits = edits;
        foreach (var path in edits.Manifests.Where(IsProject))
        {
            if (TryRead(path) is { } project)
                projects[path] = project;
        }
    }

    public IEnumerable<MsBuildProject> All => projects.Values;

    public static bool IsProject(string path) => path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    public static bool IsMsBuild(string path) => IsProject(path)
        || path.EndsWith(".props", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".targets", StringComparison.OrdinalIgnoreCase);

    /// <summary>The projects that a file speaks for: itself, those that import it, or those of a lockfile's folder.</summary>
    public IReadOnlyList<MsBuildProject> Of(string path)
    {
        if (projects.TryGetValue(path, out var project))
            return [project];
        if (IsMsBuild(path))
            return [.. projects.Values.Where(p => p.Files.Contains(path)), .. TryRead(path) is { } own ? [own] : (MsBuildProject[])[]];
        var folder = RepositoryPath.Folder(path);
        if (RepositoryPath.Name(folder).Equals("obj", StringComparison.OrdinalIgnoreCase))
            folder = RepositoryPath.Folder(folder);
        var there = projects.Values.Where(p => RepositoryPath.Folder(p.Path) == folder).ToList();
        // packages.<project>.lock.json is one project's own.
        var alone = there.Where(p => RepositoryPath.Name(path) == $"packages.{System.IO.Path.GetFileNameWithoutExtension(p.Path).Replace(' ', '_')}.lock.json").ToList();
        return alone.Count > 0 ? alone : there;
    }

    /// <summary>What a project refers to, and what that does, without itself.</summary>
    public IReadOnlyList<MsBuildProject> Below(MsBuildProject project) => Reach(project, p => p.References.Select(r => projects.GetValueOrDefault(r)).OfType<MsBuildProject>());

    /// <summary>The projects that refer to it, and those that do to them.</summary>
    public IReadOnlyList<MsBuildProject> Above(MsBuildProject project) => Reach(project, p => projects.Values.Where(other => other.References.Contains(p.Path, StringComparer.OrdinalIgnoreCase)));

    private static List<MsBuildProject> Reach(MsBuildProject from, Func<MsBuildProject, IEnumerable<MsBuildProject>> next)
    {
        var (found, seen, waiting) = (new List<MsBuildProject>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase) { from.Path }, new Queue<MsBuildProject>([from]));
        while (waiting.TryDequeue(out var project))
        {
            foreach (var reached in next(project).Where(p => seen.Add(p.Path)))
            {
                found.Add(reached);
                waiting.Enqueue(reached);
            }
        }
        return found;
    }

    private MsBuildProject? TryRead(string path)
    {
        try
        {
            var references = XmlEdit.Of(edits, path).Root.Descendants.Where(e => e.Name == "ProjectReference")
                .Select(e => e["Include"]?.Text).OfType<string>()
                .Select(include => RepositoryPath.Combine(RepositoryPath.Folder(path), include.Trim().Replace('\\', '/'))).OfType<string>();
            var evaluation = ProjectEvaluation.Of(edits.Tree, path, framework: null);
            var project = new MsBuildProject(path, evaluation.Files, [.. references]);
            return project with
            {
                ManagesVersionsCentrally = project.CentralFile is not null && !Is(evaluation, "ManagePackageVersionsCentrally", "false"),
                PinsTransitives = Is(evaluation, "CentralPackageTransitivePinningEnabled", "true"),
            };
        }
        catch (UnreadableException)
        {
            // A project that cannot be read takes no part; its own reader reports it.
            return null;
        }
    }

    private static bool Is(ProjectEvaluation evaluation, string property, string value) =>
        string.Equals(evaluation.Properties[property], value, StringComparison.OrdinalIgnoreCase);
}
