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
                foreach (var command in Commands(project, plan, upgrades))
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

    /// <summary>
    /// What the edit itself says has to be run, where that goes on from the lockfile that is there. npm looks anew at a locked package only when it is
    /// told its name, and brings the rest in line after that.
    /// </summary>
    private static IEnumerable<ToolCommand> Commands(ToolProject project, EditPlan plan, IReadOnlyList<PackageUpgrade> upgrades)
    {
        var told = plan.Notes
            .Where(note => note.Kind == EditNoteKind.LockfileNotRegenerated && note.Command is [var tool, ..] && tool == project.Tool && project.Lockfiles.Contains(note.Path, StringComparer.Ordinal))
            .Select(note => project.Command([.. note.Command!, .. project.LockOptions]))
            .DistinctBy(command => command.Text(), StringComparer.Ordinal).ToList();
        return project.Tool switch
        {
            "npm" => told.Where(command => command.Words is ["npm", "update", ..]).Concat(project.Relock(upgrades)),
            "poetry" or "uv" or "composer" or "cargo" or "bundle" when told.Count > 0 => told,
            _ => project.Relock(upgrades),
        };
    }

    private static string? Stale(EditNote? note) => note is null ? null : $"lockfile not regenerated: {note.Path}";
}

/// <param name="Results">What was run.</param>
/// <param name="Files">The files that belong to the change.</param>
/// <param name="Broken">The command that failed; null when none did.</param>
/// <param name="Stale">Set when a lockfile does not agree with its manifest.</param>
/// <param name="Restored">Keys of projects that re-locking has restored as well.</param>
internal sealed record RelockResult(IReadOnlyList<ToolResult> Results, IReadOnlyList<string> Files, ToolResult? Broken, string? Stale, IReadOnlySet<string> Restored);
