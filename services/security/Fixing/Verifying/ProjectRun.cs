using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Verifying;

/// <summary>What became of restoring, building and testing a project, as far as it came.</summary>
internal sealed record ProjectRun
{
    public required ToolProject Project { get; init; }

    public required IReadOnlyList<ToolResult> Results { get; init; }

    /// <summary>The restore that failed; null when it did not.</summary>
    public ToolResult? BrokenRestore { get; init; }

    /// <summary>The build that failed; null when it did not, or was not come to.</summary>
    public ToolResult? BrokenBuild { get; init; }

    /// <summary>The test run; null when it was not come to, or there is none.</summary>
    public ToolResult? Test { get; init; }

    /// <summary>What its report says; null when none says anything.</summary>
    public TestCounts? Tests { get; init; }
}

/// <summary>Runs a project's commands one after the other and stops at the first that fails.</summary>
internal sealed class ProjectRunner(ToolBox tools, ToolLimits limits)
{
    /// <param name="project">What to run.</param>
    /// <param name="restored">True when what was re-locked is already restored.</param>
    /// <param name="stop">Ends what runs.</param>
    public async Task<ProjectRun> RunAsync(ToolProject project, bool restored, CancellationToken stop)
    {
        var results = new List<ToolResult>();
        async Task<ToolResult> Run(ToolCommand command, TimeSpan limit)
        {
            var result = await tools.RunAsync(command, limit, stop);
            results.Add(result);
            return result;
        }

        var run = new ProjectRun { Project = project, Results = results };
        foreach (var command in restored ? [] : project.Restore)
        {
            // A registry that breaks off half-way is asked once more; what does not depend on it breaks again.
            if (await Run(command, limits.Restore) is { Succeeded: false, Ended: null } && await Run(command, limits.Restore) is { Succeeded: false } broken)
                return run with { BrokenRestore = broken };
            if (results[^1] is { Ended: not null } ended)
                return run with { BrokenRestore = ended };
        }
        if (project.Build is { } build && await Run(build, limits.Build) is { Succeeded: false } failed)
            return run with { BrokenBuild = failed };
        if (project.Test is null || project.Report is null)
            return run;
        var folder = Path.Combine(tools.Checkout, project.Folder);
        project.Report.Prepare(folder);
        var test = await Run(project.Test, limits.Test);
        return run with { Test = test, Tests = project.Report.Read(test, folder) };
    }
}

/// <summary>What one command may take.</summary>
internal sealed record ToolLimits
{
    public TimeSpan Restore { get; init; } = TimeSpan.FromMinutes(4);

    public TimeSpan Build { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Test { get; init; } = TimeSpan.FromMinutes(4);
}
