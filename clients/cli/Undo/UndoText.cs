using System.Text;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Undo;

/// <summary>What an undo did, a line for each branch, proposal and file, by target.</summary>
internal static class UndoText
{
    public static string Of(RunUndone undone)
    {
        if (undone.Steps.Count == 0)
            return $"Run {undone.Id} left nothing outside: there is nothing to undo.";
        var text = new StringBuilder();
        foreach (var target in undone.Steps.GroupBy(step => step.Target, StringComparer.Ordinal))
        {
            text.Append(Printable.Of(target.Key)).Append('\n');
            foreach (var step in target)
                text.Append($"  {Word(step, undone.DryRun),-13} {step.Kind} {Printable.Of(step.Name)}{(step.Reason is { } reason ? ": " + Printable.Of(reason) : "")}\n");
        }

        var counts = undone.Steps.CountBy(step => step.Outcome).OrderBy(count => count.Key).Select(count => $"{count.Value} {Count(count.Key, undone.DryRun)}");
        return text.Append($"\nRun {undone.Id}: {string.Join(", ", counts)}.\n").ToString();
    }

    private static string Word(UndoStep step, bool dryRun) => step.Outcome switch
    {
        UndoOutcome.Removed when dryRun => step.Kind == "pull-request" ? "would close" : "would delete",
        UndoOutcome.Removed => step.Kind == "pull-request" ? "closed" : "deleted",
        UndoOutcome.Gone => "already gone",
        UndoOutcome.Kept => "kept",
        _ => "failed",
    };

    private static string Count(UndoOutcome outcome, bool dryRun) => outcome switch
    {
        UndoOutcome.Removed => dryRun ? "to undo" : "undone",
        UndoOutcome.Gone => "already gone",
        UndoOutcome.Kept => "kept",
        _ => "failed",
    };
}
