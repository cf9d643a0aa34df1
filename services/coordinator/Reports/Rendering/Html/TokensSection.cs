using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>What the model cost, against the run's ceiling and each master's limit.</summary>
internal static class TokensSection
{
    public static Section Of(Report report)
    {
        var tokens = report.Tokens;
        if (tokens is { Used: 0, InDoubt: 0, Model: null })
            return new Section("tokens", "Tokens", Markup.Of($"""<p class="none">No model was used: 0 tokens. The budget was {Number(tokens.Budget)}.</p>"""));
        var limits = report.Masters.DistinctBy(m => m.Name, StringComparer.Ordinal).ToDictionary(m => m.Name, m => m.Tokens.Limit, StringComparer.Ordinal);
        var masters = limits.Keys.Concat(tokens.PerMaster.Keys.Except(limits.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new Section("tokens", "Tokens", Markup.Of($"""
            <p>{Number(tokens.Used)} of {Number(tokens.Budget)} used{(tokens.Model is { } model ? Markup.Of($" with <code>{model}</code>") : Markup.Nothing)}.{Remarks(tokens)}</p>
            <ul class="lanes">{Row("All", tokens.Used, tokens.Budget)}{masters.Select(name => Row(name, tokens.PerMaster.GetValueOrDefault(name), limits.GetValueOrDefault(name)))}</ul>
            """), Markup.Of($"""<span class="note">{Share(tokens.Efficiency)} of the budget</span>"""));
    }

    private static Markup Remarks(ReportTokens tokens)
    {
        var released = tokens.ReserveReleased > 0 ? Markup.Of($" Of the reserve of {Number(tokens.Reserve)}, {Number(tokens.ReserveReleased)} were released.") : Markup.Nothing;
        var doubt = tokens.InDoubt > 0 ? Markup.Of($" {Number(tokens.InDoubt)} are in doubt: their calls were never answered.") : Markup.Nothing;
        return Markup.All([released, doubt]);
    }

    private static Markup Row(string name, int used, int limit)
    {
        var told = limit > 0 ? $"{Number(used)} of {Number(limit)}" : Number(used);
        var share = limit > 0 ? Math.Min(1, (double)used / limit) : 0;
        return Markup.Of($"""
            <li class="lane"><span class="label">{name}</span>
            <svg class="track plain" width="100%" height="14" role="img"><title>{name}: {told} tokens</title><rect class="whole" y="2" width="100%" height="10" rx="3"/><rect class="part {(share >= 1 ? "bad" : share >= 0.9 ? "warn" : "")}" y="2" width="{share * 100}%" height="10" rx="3"/></svg>
            <span class="figure">{told}</span></li>
            """);
    }
}
