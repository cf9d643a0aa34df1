using Cortex.Contracts.Findings;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Forges;

namespace Cortex.Workers.Changes;

/// <summary>What a pull request says, from the text of the pr-worker and what the master knows.</summary>
internal static class PullRequestText
{
    private const int MostTitle = 200;
    private const int MostBody = 60_000;
    private const int MostLabels = 10;
    private const int MostReviewers = 10;

    public static PullRequestContent Of(ProposalText text, Change change, string branch, string into, string? series, string commit) => new()
    {
        Branch = branch,
        Into = into,
        Title = Line(text.Title),
        Body = new ProposalMarker { Master = change.Master, Change = change.Key, Findings = change.Findings, Commit = commit }.AppendTo(Body(text.Body, series)),
        Draft = text.Draft || series is not null || change.Verification.Status != VerificationStatus.Passed,
        Labels = [.. text.Labels.Select(Line).Where(l => l.Length is > 0 and <= 50 && !l.Contains(',', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MostLabels)],
        Reviewers = [.. text.Reviewers.Select(Line).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostReviewers)],
    };

    public static string Body(string body, string? series)
    {
        var kept = body.Length > MostBody ? body[..MostBody].TrimEnd('\uD800', '\uDBFF') + "\n\n(cut off)" : body;
        return series is null ? kept : $"{kept.TrimEnd()}\n\n## Other changes of this run\n\n{series}\n";
    }

    private static string Line(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > MostTitle ? line[..(MostTitle - 2)].TrimEnd() + " …" : line;
    }
}
