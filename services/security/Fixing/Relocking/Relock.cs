using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Working;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>Lets the ecosystem's own tool bring lockfiles in line with edited manifests; scripts of packages do not run.</summary>
internal static class Relock
{
    public static async Task<RelockResult> RunAsync(FixBench bench, IReadOnlyList<ToolProject> projects, EditPlan plan, IReadOnlyList<PackageUpgrade> upgrades, CancellationToken stop)
    {
        var edited = plan.Files.Select(file => file.Path).ToList();
        var stale = plan.Notes.FirstOrDefault(note => note.Kind == EditNoteKind.LockfileNotRegenerated);
        var results = new List<ToolResult>();
        var restored = new HashSet<string>(StringComparer.Ordinal);
        if (bench.Tools is { } tools)
        {
            foreach (var project in projects.Where(project => project.Lockfiles.Any(lockfile => File.Exists(Path.Combine(bench.Folder, lockfile)))))
            {
                foreach (var command in Updates(project, plan).Concat(project.Relock(upgrades)))
                {
                    var result = await tools.RunAsync(command, bench.Limits.Restore, stop);
                    results.Add(result);
                    if (!result.Succeeded)
                        return new(results, edited, result, Stale(stale), restored);
                }
                if (project.Tool == "dotnet")
                    restored.Add(project.Key);
                stale = null;
            }
        }

        var lockfiles = projects.SelectMany(project => project.Lockfiles).ToHashSet(StringComparer.Ordinal);
        var changed = (await bench.GitAsync(stop, "diff", "--name-only", "-z", "--no-renames", bench.Commit, "--")).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(lockfiles.Contains);
        return new(results, [.. edited.Union(changed, StringComparer.Ordinal).Order(StringComparer.Ordinal)], null, Stale(stale), restored);
    }

    /// <summary>npm looks anew at a locked package only when it is told its name; an edit that needs that says so.</summary>
    private static IEnumerable<ToolCommand> Updates(ToolProject project, EditPlan plan) => plan.Notes
        .Where(note => note is { Kind: EditNoteKind.LockfileNotRegenerated, Command: ["npm", "update", ..] } && project.Lockfiles.Contains(note.Path, StringComparer.Ordinal))
        .Select(note => project.Command([.. note.Command!, .. project.LockOptions]))
        .DistinctBy(command => command.Text(), StringComparer.Ordinal);

    private static string? Stale(EditNote? note) => note is null ? null : $"lockfile not regenerated: {note.Path}";
}

/// <param name="Results">What was run.</param>
/// <param name="Files">The files that belong to the change.</param>
/// <param name="Broken">The command that failed; null when none did.</param>
/// <param name="Stale">Set when a lockfile does not agree with its manifest.</param>
/// <param name="Restored">Keys of projects that re-locking has restored as well.</param>
internal sealed record RelockResult(IReadOnlyList<ToolResult> Results, IReadOnlyList<string> Files, ToolResult? Broken, string? Stale, IReadOnlySet<string> Restored);
