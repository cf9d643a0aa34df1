using System.Text;
using Cortex.Contracts.Plans;

namespace Cortex.Coordinator.Plans.Estimates;

/// <summary>A plan and its estimate as plain lines: what `cortex plan show` prints.</summary>
public static class PlanText
{
    private const int BarWidth = 48;
    private const int MostWorkers = 40;

    public static string Render(Plan plan, PlanEstimate estimate)
    {
        var text = new StringBuilder();
        text.Append(plan.Name).Append('\n');
        if (plan.Description is { Length: > 0 } description)
            text.Append(VisibleText.Of(description, 400)).Append('\n');
        text.Append('\n').Append(Summary(estimate)).Append("\n\n");
        Timeline(text, estimate);
        CriticalPath(text, estimate);
        OnDemand(text, estimate);
        Tokens(text, estimate.Tokens);
        Nodes(text, estimate.Capacity);
        return text.ToString();
    }

    private static string Summary(PlanEstimate estimate)
    {
        var capacity = estimate.Capacity;
        var ceiling = (long)estimate.Tokens.Masters.Budget + estimate.Tokens.Workers.Budget;
        return $"""
            Worst case {PlanDuration.Text(estimate.DurationSeconds)} of {PlanDuration.Text(estimate.LimitSeconds)}: every phase and every worker takes all the time it may.
            {capacity.PlannedWorkers:N0} workers planned, {capacity.Slots:N0} slots on {Count(capacity.Nodes.Count, "node")}; at most {ceiling:N0} tokens, and {estimate.Tokens.Reserve:N0} in reserve.
            """;
    }

    private static void Timeline(StringBuilder text, PlanEstimate estimate)
    {
        var end = Math.Max(1, estimate.DurationSeconds);
        var table = new TextTable("TIMELINE", ">FROM", ">TO", $"0{PlanDuration.Text(end).PadLeft(BarWidth - 1)}", "NODE", ">SLACK");
        foreach (var phase in estimate.Phases)
        {
            table.Row($"{phase.Number} {phase.Name}", Clock(phase.StartSeconds), Clock(phase.EndSeconds), Bar(phase.StartSeconds, phase.EndSeconds, end, '#'));
            if (phase.Number == PlanPhases.Execution)
                Workers(table, estimate, end);
        }

        text.Append(table).Append("# on the critical path, = beside it, > cut short by the end of execution\n\n");
    }

    private static void Workers(TextTable table, PlanEstimate estimate, int end)
    {
        foreach (var worker in estimate.Workers.Take(MostWorkers))
        {
            if (worker is { StartSeconds: { } starts, EndSeconds: { } ends })
            {
                var bar = Bar(starts, ends, end, worker.Critical ? '#' : '=', worker.CutShort ? '>' : null);
                table.Row($"    {worker.Key}", Clock(starts), Clock(ends), bar, worker.Node!, worker.SlackSeconds == 0 ? "" : PlanDuration.Text(worker.SlackSeconds));
            }
            else
            {
                table.Row($"    {worker.Key}", "-", "-", "no slot is free before execution ends");
            }
        }

        if (estimate.Workers.Count > MostWorkers)
            table.Row($"    and {estimate.Workers.Count - MostWorkers:N0} more workers");
    }

    private static void CriticalPath(StringBuilder text, PlanEstimate estimate)
    {
        var table = new TextTable("CRITICAL PATH", ">FROM", ">TO", ">TAKES");
        foreach (var steps in estimate.CriticalPath.GroupBy(s => (s.StartSeconds, s.EndSeconds)))
        {
            var kinds = steps.CountBy(s => s.Name.Count(c => c == '/') == 2 ? s.Name[..s.Name.LastIndexOf('/')] : s.Name);
            var name = string.Join(", ", kinds.Select(k => k.Value == 1 ? k.Key : $"{k.Value:N0} {k.Key}"));
            table.Row(name, Clock(steps.Key.StartSeconds), Clock(steps.Key.EndSeconds), PlanDuration.Text(steps.Key.EndSeconds - steps.Key.StartSeconds));
        }

        text.Append(table).Append('\n');
    }

    private static void OnDemand(StringBuilder text, PlanEstimate estimate)
    {
        if (estimate.OnDemand.Count == 0)
            return;
        var table = new TextTable("ON DEMAND", ">TIMEOUT", ">TOKENS", "STARTED BY");
        foreach (var worker in estimate.OnDemand)
            table.Row(worker.Type, PlanDuration.Text(worker.TimeoutSeconds), $"{worker.Tokens:N0}", string.Join(", ", worker.Masters));
        text.Append(table).Append('\n');
    }

    private static void Tokens(StringBuilder text, TokenEstimate tokens)
    {
        var masters = new TextTable("TOKENS", ">OWN LIMIT", ">WORKERS' LIMIT", ">WORKERS", ">THEIR LEASES");
        foreach (var master in tokens.PerMaster)
            masters.Row(master.Name, $"{master.Tokens:N0}", $"{master.WorkerTokens:N0}", $"{master.PlannedWorkers:N0}", $"{master.PlannedLeases:N0}");
        masters.Row("all", $"{tokens.Masters.Limits:N0}", $"{tokens.Workers.Limits:N0}", $"{tokens.PerMaster.Sum(m => m.PlannedWorkers):N0}", $"{tokens.Workers.PlannedLeases:N0}");
        masters.Row("budget", $"{tokens.Masters.Budget:N0}", $"{tokens.Workers.Budget:N0}", "", $"{tokens.Workers.Budget:N0}");
        masters.Row("over-subscribed", Over(tokens.Masters.Limits, tokens.Masters.Budget), Over(tokens.Workers.Limits, tokens.Workers.Budget), "", Over(tokens.Workers.PlannedLeases, tokens.Workers.Budget));
        text.Append(masters).Append("Limits may exceed a budget; a budget is never exceeded.\n\n");
    }

    private static void Nodes(StringBuilder text, CapacityEstimate capacity)
    {
        var table = new TextTable("NODES", ">SLOTS", ">WORKERS");
        foreach (var node in capacity.Nodes.Take(MostWorkers))
            table.Row(node.Name, $"{node.Slots:N0}", $"{node.Workers:N0}");
        if (capacity.Nodes.Count > MostWorkers)
            table.Row($"and {capacity.Nodes.Count - MostWorkers:N0} more nodes");
        text.Append(table);
        if (capacity.Unplaced > 0)
            text.Append($"{Count(capacity.Unplaced, "worker")} would not start before execution ends.\n");
    }

    private static string Over(long sum, int budget) => sum > budget ? $"{sum - budget:N0}" : "-";

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number:N0} {thing}s";

    private static string Clock(int seconds) => $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";

    private static string Bar(int from, int to, int end, char mark, char? last = null)
    {
        var first = Math.Min(BarWidth - 1, (int)((long)from * BarWidth / end));
        var after = Math.Max(first + 1, (int)((long)to * BarWidth / end));
        var bar = new StringBuilder().Append('.', first).Append(mark, after - first).Append('.', BarWidth - after);
        bar[after - 1] = last ?? mark;
        return bar.ToString();
    }
}
