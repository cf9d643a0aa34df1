using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Targets;

internal sealed class TargetRemoveCommand : CortexCommand
{
    private const int MostNamed = 10;

    private readonly Argument<string[]> targets = new("TARGET")
    {
        Description = "Targets as the file has them, or their paths from here.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> group = new("--group") { HelpName = "NAME", Description = "Only from this group (default: from all)." };
    private readonly TargetsOption file = new();

    public TargetRemoveCommand() : base(
        "remove",
        "Take repositories out of the targets file. The repositories themselves stay.",
        "cortex target remove ~/src/webshop",
        "cortex target remove https://git.example.com/team/ledger.git --group payments")
    {
        Add(targets);
        Add(group);
        Add(file);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var edit = await TargetsEdit.OpenAsync(file.PathIn(call), stop);
        var removed = new List<Removed>();
        foreach (var typed in call.Get(targets)!)
        {
            var found = Find(edit.File, call.Get(group), typed, call.Shell.Folder);
            foreach (var (name, target) in found)
                edit.Remove(name, target);
            removed.AddRange(found);
        }

        await edit.SaveAsync(stop);
        await call.AnswerAsync(
            new { file = edit.File.Path, removed },
            () => string.Join('\n', removed.Select(r => Printable.Of($"Removed '{r.Target}' from the group '{r.Group}' of {edit.File.Path}."))));
        return ExitCodes.Completed;
    }

    private static List<Removed> Find(TargetsFile file, string? group, string typed, string here)
    {
        var known = file.Chosen(group).SelectMany(g => g.Entries.Select(e => new Removed(g.Name, e.Target))).ToList();
        var found = known.FindAll(k => k.Target == typed);
        if (found.Count == 0)
            found = known.FindAll(k => TargetPlace.Of(k.Target, file.Folder) == TargetPlace.Of(typed, here));
        if (found.Count > 0)
            return found;
        throw CommandFailure.Usage(
            $"there is no target '{typed}' in {(group is null ? "" : $"the group '{group}' of ")}{file.Path}",
            Suggestion(typed, [.. known.Select(k => k.Target).Distinct(StringComparer.Ordinal)]));
    }

    private static string Suggestion(string typed, List<string> known)
    {
        if ((Nearest.Of(typed, known) ?? known.Find(k => LastName(k) == Nearest.Of(LastName(typed), known.Select(LastName)))) is { } near)
            return $"Did you mean '{near}'?";
        return known.Count switch
        {
            0 => "It has none.",
            <= MostNamed => $"It has {string.Join(", ", known)}.",
            _ => "'cortex target list' shows what it has.",
        };
    }

    private static string LastName(string target) => target.TrimEnd('/').Split('/')[^1];

    private sealed record Removed(string Group, string Target);
}
