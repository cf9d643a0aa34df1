using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet.Projects;

/// <summary>
/// Evaluates an MSBuild file as far as packages need it: first the properties of the file and of what it imports, in order, then
/// the items. https://learn.microsoft.com/visualstudio/msbuild/build-process-overview#evaluation-phase.
/// </summary>
internal sealed class ProjectEvaluation
{
    private const int MaxImportDepth = 32;
    private readonly RepositoryFiles tree;
    private readonly string project;
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly List<(string File, XmlTree Group)> itemGroups = [];
    private int elements;

    private ProjectEvaluation(RepositoryFiles tree, string project)
    {
        this.tree = tree;
        this.project = project;
    }

    public ProjectProperties Properties { get; } = new();

    /// <summary>The file itself and what it took in, as far as it is in the repository.</summary>
    public IReadOnlyCollection<string> Files => visited;

    public static bool IsProject(string path) => path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    /// <param name="tree">The repository.</param>
    /// <param name="project">A project, or a .props or .targets file evaluated as if it were one.</param>
    /// <param name="framework">One target framework of several, or null.</param>
    public static ProjectEvaluation Of(RepositoryFiles tree, string project, string? framework)
    {
        var evaluation = new ProjectEvaluation(tree, project);
        if (framework is not null)
            evaluation.Properties.Give("TargetFramework", framework);
        evaluation.EvaluateProperties();
        return evaluation;
    }

    /// <summary>The package items of all files, in order, with the file they stand in.</summary>
    public IEnumerable<(string File, XmlTree Item)> Items()
    {
        foreach (var (file, group) in itemGroups)
        {
            EnterFile(file);
            if (!Holds(group))
                continue;
            foreach (var item in group.Children)
            {
                Count(1);
                if (Holds(item))
                    yield return (file, item);
            }
        }
    }

    public bool Holds(XmlTree element) => ProjectCondition.Evaluate(element["Condition"], Properties) != false;

    /// <summary>Counts work against the limits.</summary>
    public void Count(int work)
    {
        tree.Spend(work);
        elements += work;
        if (elements > tree.Limits.MaxProjectElements)
            throw new UnreadableException(
                $"The project and its imports have more than {tree.Limits.MaxProjectElements} elements; raise the limit or split it.");
    }

    private void EvaluateProperties()
    {
        var folder = RepositoryPath.Folder(project);
        if (IsProject(project))
        {
            Properties.Give("MSBuildProjectDirectory", ("/" + folder).TrimEnd('/'));
            Properties.Give("MSBuildProjectName", Path.GetFileNameWithoutExtension(project));
            Properties.Give("MSBuildProjectFile", RepositoryPath.Name(project));
            Properties.Give("MSBuildProjectExtension", Path.GetExtension(project));
        }
        // The order of Microsoft.Common.props, the project and Microsoft.Common.targets.
        VisitNearest("Directory.Build.props", folder);
        if (Properties["DirectoryPackagesPropsPath"] is { } central)
            VisitIfThere(ProjectImport.Resolve(central, project, Properties, tree));
        else
            VisitNearest("Directory.Packages.props", folder);
        VisitIfThere(project, depth: 0);
        VisitNearest("Directory.Build.targets", folder);
    }

    private void VisitNearest(string name, string folder) => VisitIfThere(ProjectImport.Above(tree, folder, name));

    private void VisitIfThere(string? file, int depth = 1)
    {
        if (file is null || depth > MaxImportDepth || !visited.Add(file) || TryParse(file) is not { } root)
            return;
        EnterFile(file);
        VisitChildren(root, file, depth);
    }

    /// <summary>An import that cannot be read is reported by its own reader; the project goes on without it.</summary>
    private XmlTree? TryParse(string file)
    {
        try
        {
            return ProjectXml.Parse(tree, file);
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private void VisitChildren(XmlTree parent, string file, int depth)
    {
        foreach (var element in parent.Children)
        {
            Count(1);
            switch (element.Name)
            {
                case "ItemGroup":
                    itemGroups.Add((file, element));
                    break;
                case "PropertyGroup" when Decide(element) is not false and var certain:
                    foreach (var property in element.Children)
                        SetProperty(property, certain);
                    break;
                case "ImportGroup" when Holds(element):
                    VisitChildren(element, file, depth);
                    break;
                case "Import" when Holds(element):
                    VisitIfThere(ProjectImport.Resolve(element["Project"] ?? "", file, Properties, tree), depth + 1);
                    EnterFile(file);
                    break;
                case "Choose":
                    Choose(element, file, depth);
                    break;
            }
        }
    }

    private void Choose(XmlTree choose, string file, int depth)
    {
        foreach (var branch in choose.Children)
        {
            var decision = branch.Name == "Otherwise" ? true : Decide(branch);
            if (decision != false)
                VisitChildren(branch, file, depth);
            if (decision == true)
                return;
        }
    }

    /// <summary>A property whose condition is undecided is taken as a default only.</summary>
    private void SetProperty(XmlTree property, bool? groupCertain)
    {
        Count(1);
        var decision = Decide(property) & groupCertain;
        if (decision == true || (decision is null && Properties[property.Name] is null))
            Properties.Set(property.Name, Properties.Expand(property.Text.Trim()));
    }

    private bool? Decide(XmlTree element) => ProjectCondition.Evaluate(element["Condition"], Properties);

    private void EnterFile(string file)
    {
        Properties.Set("MSBuildThisFileDirectory", $"/{RepositoryPath.Folder(file)}/".Replace("//", "/", StringComparison.Ordinal));
        Properties.Set("MSBuildThisFile", RepositoryPath.Name(file));
        Properties.Set("MSBuildThisFileName", Path.GetFileNameWithoutExtension(file));
    }
}
