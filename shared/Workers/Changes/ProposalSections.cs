using Cortex.Contracts.Findings;
using static Cortex.Workers.Changes.SafeMarkdown;

namespace Cortex.Workers.Changes;

/// <summary>The parts of a proposal's body that are the same for every master.</summary>
public static class ProposalSections
{
    private const int MostFiles = 20;
    private const int MostCommands = 20;

    public static string Verification(ProposalSubject subject)
    {
        var verification = subject.Change.Verification;
        var verdict = verification.Status switch
        {
            VerificationStatus.Passed => "Verified by what follows.",
            VerificationStatus.Failed => "**The verification failed.**",
            _ => "**Not verified.**",
        };
        var reason = verification.Reason is { Length: > 0 } why ? " " + Text(why) : "";
        var lines = subject.Verified.Select(line => Code(line)).ToList();
        var told = verification.Commands.Where(command => !subject.Verified.Any(line => line.StartsWith(command, StringComparison.Ordinal))).Select(command => Code(command));
        return Section("How it was verified", $"{verdict}{reason}\n\n{List([.. lines, .. told], MostCommands)}");
    }

    public static string Files(Change change) => Section("What it changes", List([.. change.Files.Select(file => Code(file))], MostFiles));

    public static string StaysOpen(ProposalSubject subject) => Section("What stays open", List([.. subject.StaysOpen.Select(open => Text(open))]));

    public static string Undo(ProposalPlace place, Change change) => Section(
        "How to undo it",
        $"Before it is merged: close this, or {Code($"cortex undo {place.Run:D}")}, which takes back all changes of the run. Afterwards: revert the merge commit."
        + (change.Review.Verdict == "not reviewed" ? "\n\nNobody has reviewed it yet." : ""));

    /// <summary>Nothing when there is nothing to say.</summary>
    public static string Section(string title, string body) => string.IsNullOrWhiteSpace(body) ? "" : $"## {title}\n\n{body.Trim()}\n\n";
}
