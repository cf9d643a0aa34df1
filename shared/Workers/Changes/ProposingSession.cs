using Cortex.Contracts.Findings;

namespace Cortex.Workers.Changes;

/// <summary>One master's proposals of one run: the texts of its pr-workers, the desks it has opened, and the end of its time (a token that is canceled when no more may be spent on hosts).</summary>
internal sealed record ProposingSession(Guid Run, string Master, IReadOnlyDictionary<(string Target, string Change), ProposalText> Texts, CancellationToken Over)
{
    public Dictionary<string, TargetDesk?> Desks { get; } = new(StringComparer.Ordinal);
}
