using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Workers.Changes;
using Cortex.Workers.Work;
using Cortex.Workspaces.Changes;
using Cortex.Workspaces.Running;

namespace Cortex.TestWorkers;

/// <summary>
/// Finds what the target's file <c>wanted.txt</c> lists and makes a change for each: a line is <c>slug line text [failed|skipped]</c> and replaces that line of
/// <c>lines.txt</c>. Without the file there is nothing to find.
/// </summary>
internal sealed class ChangeWorker : IWorker
{
    public const string TypeName = "test-change";

    public string Type => TypeName;

    public async Task<WorkerResult> RunAsync(Assignment assignment, IWorkContext context, CancellationToken stop)
    {
        var (findings, subjects) = (new List<Finding>(), new List<ProposalSubject>());
        foreach (var target in assignment.Targets)
        {
            var folder = await context.CheckOutAsync(target.Name, stop);
            var wanted = Path.Combine(folder, "wanted.txt");
            var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "lines.txt"), stop);
            var commits = new ChangeCommits(new Git(TimeProvider.System));
            var branches = new List<string>();
            foreach (var words in (File.Exists(wanted) ? await File.ReadAllLinesAsync(wanted, stop) : []).Select(l => l.Split(' ')))
            {
                var (slug, at) = (words[0], int.Parse(words[1]));
                var finding = Found.Finding(assignment, $"{slug} is wanted") with { Target = target.Name, Severity = (Severity)(branches.Count % 5) };
                await File.WriteAllLinesAsync(Path.Combine(folder, "lines.txt"), lines.Select((line, i) => i + 1 == at ? words[2] : line), stop);
                var branch = ChangeBranch.Name(assignment.OrchestrationId, slug);
                var commit = assignment.DryRun ? null : await commits.CommitAsync(folder, target.Commit, branch, ["lines.txt"], $"Change line {at}", stop);
                branches.Add(branch);
                findings.Add(finding);
                subjects.Add(new ProposalSubject { Change = Change(assignment, target.Name, slug, branch, commit, words, finding), Findings = [finding] });
            }

            if (branches.Count == 0 || assignment.DryRun)
                continue;
            var bundle = Path.Combine(context.Workspace, "changes.bundle");
            await commits.BundleAsync(folder, target.Commit, branches, bundle, stop);
            await context.SaveCommitsAsync(target.Name, bundle, stop);
        }

        return new WorkerResult { Findings = findings, Changes = [.. subjects.Select(s => s.Change)], HandOffs = ProposalHandOffs.Of(subjects) };
    }

    private static Change Change(Assignment assignment, string target, string slug, string branch, string? commit, string[] words, Finding finding) => new()
    {
        Key = $"change:{slug}",
        Master = assignment.Master,
        Kind = "configuration",
        Target = target,
        Branch = branch,
        Commit = commit,
        Files = ["lines.txt"],
        Findings = [finding.Key],
        Verification = words.Length > 3
            ? new Verification { Status = Enum.Parse<VerificationStatus>(words[3], ignoreCase: true), Reason = "told so by wanted.txt" }
            : new Verification { Status = VerificationStatus.Passed, Commands = ["grep -c . lines.txt"] },
        Review = new Review { Verdict = "not reviewed" },
        Proposal = new Proposal { Kind = "none" },
    };
}

internal static class TestProposal
{
    public static ProposalText Of(ProposalSubject subject, ProposalPlace place) => new()
    {
        Change = subject.Change.Key,
        Target = place.Target,
        Title = $"Change for {subject.Change.Key}",
        Body = ProposalSections.Files(subject.Change) + ProposalSections.Verification(subject) + ProposalSections.Undo(place, subject.Change),
        Labels = ["cortex"],
        Reviewers = place.Reviewers,
    };
}
