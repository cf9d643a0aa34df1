using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying;
using Cortex.Workspaces.Running;

namespace Cortex.Security.Fixing.Working;

/// <summary>A checkout on which one change after the other is tried, and what it did without any.</summary>
internal sealed class FixBench(string folder, string commit, Git git, Rescan rescan, ToolBox? tools, ToolLimits limits)
{
    private static readonly string[] Kept = ["node_modules", "bin", "obj", "target", ".cortex-venv"];

    private readonly Dictionary<string, ProjectRun> baselines = new(StringComparer.Ordinal);

    public string Folder => folder;

    /// <summary>The target's.</summary>
    public string Commit => commit;

    public Git Git => git;

    public Rescan Rescan => rescan;

    /// <summary>Null when nothing of the target may be executed.</summary>
    public ToolBox? Tools => tools;

    public ToolLimits Limits => limits;

    /// <summary>The scan of the target's commit.</summary>
    public required ScanState Before { get; init; }

    /// <summary>Puts the files back to a commit. What builds left in folders of their own is kept: it makes the next build short.</summary>
    public async Task ResetAsync(string to, CancellationToken stop)
    {
        await GitAsync(stop, "checkout", "--quiet", "--force", "--detach", to);
        await GitAsync(stop, ["clean", "--quiet", "--force", "-d", .. Kept.SelectMany(name => (string[])["--exclude", name])]);
    }

    /// <summary>What the project does at the target's commit; found out once.</summary>
    public async Task<ProjectRun> BaselineAsync(ToolProject project, CancellationToken stop)
    {
        if (baselines.TryGetValue(project.Key, out var known))
            return known;
        await ResetAsync(commit, stop);
        return baselines[project.Key] = await new ProjectRunner(tools!, limits).RunAsync(project, restored: false, stop);
    }

    public Task<GitResult> GitAsync(CancellationToken stop, params IReadOnlyList<string> arguments) =>
        git.RunAsync(new GitCall(arguments) { Folder = folder, Timeout = TimeSpan.FromMinutes(5) }, stop);
}
