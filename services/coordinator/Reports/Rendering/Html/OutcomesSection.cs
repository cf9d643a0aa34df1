using Cortex.Contracts.Masters;
using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Before and after. What was not measured has its reason and never a figure.</summary>
internal static class OutcomesSection
{
    public static Section Of(IReadOnlyDictionary<string, Outcome> outcomes)
    {
        var names = ReportWords.OutcomesInOrder(outcomes).ToList();
        var measured = names.Count(name => outcomes[name].NotMeasured is null);
        return new Section("outcomes", "Outcomes", Markup.Of($"""
            <div class="scroll"><table class="outcomes">
            <thead><tr><th scope="col">Outcome</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th><th scope="col" class="picture"><span class="unseen">Picture</span></th></tr></thead>
            <tbody>{names.Select(name => Row(name, outcomes[name]))}</tbody>
            </table></div>
            """), Markup.Of($"""<span class="note">{measured:N0} of {names.Count:N0} measured in this run</span>"""));
    }

    private static Markup Row(string name, Outcome outcome)
    {
        var title = ReportWords.Outcome(name);
        if (outcome.NotMeasured is { } reason)
            return Markup.Of($"""<tr class="unmeasured"><th scope="row">{title}</th><td colspan="4">not measured: {reason}</td></tr>""");
        var unit = name == Outcomes.TestCoverage ? " %" : "";
        return Markup.Of($"""
            <tr><th scope="row">{title}</th><td class="number">{Figure(outcome.Before, unit)}</td><td class="number after">{Figure(outcome.After, unit)}</td><td class="number">{Change(outcome.Delta, unit)}</td><td class="picture">{Picture(outcome)}</td></tr>
            """);
    }

    private static string Figure(double? value, string unit) => value is { } number ? $"{Number(number)}{unit}" : "–";

    private static Markup Change(double? delta, string unit) => delta switch
    {
        null => Markup.Of($"–"),
        0 => Markup.Of($"""<span class="delta same">{$"0{unit}"}</span>"""),
        > 0 => Markup.Of($"""<span class="delta up">{$"{Delta(delta.Value)}{unit}"}</span>"""),
        _ => Markup.Of($"""<span class="delta down">{$"{Delta(delta.Value)}{unit}"}</span>"""),
    };

    /// <summary>Two bars on one scale.</summary>
    private static Markup Picture(Outcome outcome)
    {
        if (outcome is not { Before: >= 0 and { } before, After: >= 0 and { } after } || Math.Max(before, after) is not (> 0 and var most))
            return Markup.Nothing;
        return Markup.Of($"""<svg class="bars" width="100%" height="16" aria-hidden="true"><rect class="before" y="1" height="6" width="{before / most * 100}%" rx="2"/><rect class="after" y="9" height="6" width="{after / most * 100}%" rx="2"/></svg>""");
    }
}
