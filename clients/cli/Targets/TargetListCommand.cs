using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Workspaces.Running;

namespace Cortex.Cli.Targets;

internal sealed class TargetListCommand : CortexCommand
{
    private readonly Option<string?> group = new("--group") { HelpName = "NAME", Description = "Only the targets of this group." };
    private readonly TargetsOption file = new();

    public TargetListCommand() : base(
        "list",
        "List the repositories of the targets file, their groups and how they are. URLs are not fetched.",
        "cortex target list",
        "cortex target list --group payments --json")
    {
        Add(group);
        Add(file);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var path = file.PathIn(call);
        var isMissing = call.Get(file) is null && call.Get(group) is null && !Path.Exists(path);
        var listed = isMissing ? [] : await new TargetStates(new Git(call.Shell.Clock, call.Settings.Data)).OfAsync(TargetsFile.Read(path), call.Get(group), stop);
        await call.AnswerAsync(listed, () => listed.Count == 0
            ? $"{path} {(isMissing ? "is not there" : "names no target")}; 'cortex target add PATH_OR_URL' adds one."
            : string.Join('\n', Lines(listed, Path.GetDirectoryName(path)!)));
        return ExitCodes.Completed;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ListedTarget> listed, string folder)
    {
        List<string[]> rows = [["TARGET", "GROUPS", "BRANCH", "STATE"], .. listed.Select(target => Row(target, folder))];
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < widths.Count ? cell.PadRight(widths[column]) : cell)));
    }

    private static string[] Row(ListedTarget target, string folder) =>
    [
        Printable.Of(Shown(target, folder)),
        Printable.Of(string.Join(", ", target.Groups)),
        Printable.Of(target.Branch ?? "-"),
        Printable.Of(target.Problem ?? target.Commit ?? "a URL, asked when a run starts"),
    ];

    /// <summary>As in the file, and of a folder of repositories also which one.</summary>
    private static string Shown(ListedTarget target, string folder) =>
        target.Path is null || TargetPlace.Of(target.Target, folder) == target.Path ? target.Target : $"{target.Target} ({Path.GetFileName(target.Path)})";
}
