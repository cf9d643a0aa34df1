namespace Cortex.Benchmarks.Distributed;

/// <summary>Both arrangements beside each other as a table in Markdown: medians, the range where there are several rounds, and the ratio of the medians.</summary>
internal static class FiguresTable
{
    public static void Write(TextWriter words, int runs, int workers, IReadOnlyList<CaseFigures> embedded, IReadOnlyList<CaseFigures> distributed)
    {
        words.WriteLine($"| {runs:N0} runs x {workers} workers, {embedded.Count} rounds | embedded | distributed | ratio |");
        words.WriteLine("| --- | ---: | ---: | ---: |");
        Row("runs that ended", "F0", "", figures => figures.Finished);
        Row("with a certificate that holds", "F0", "", figures => figures.Good);
        Row("first submission to last report", "F1", " s", figures => figures.Seconds);
        Row("one run, median", "F1", " s", figures => figures.MedianRun);
        Row("messages", "N0", "", figures => figures.Messages);
        Row("messages per second", "N0", "", figures => figures.MessagesPerSecond);
        Times("command to effect", figures => figures.CommandToEffect);
        Times("any message to effect", figures => figures.MessageToEffect);
        Times("row to the bus", figures => figures.ToBus);
        Row("commits per run", "F1", "", figures => (double)figures.Commits.Commits / runs);
        Row("decisions per commit", "F1", "", figures => (double)figures.Commits.Decisions / figures.Commits.Commits);
        Row("store's writer busy", "P0", "", figures => figures.WriterBusy);
        foreach (var part in distributed[0].ProcessorTime.Keys)
            Row($"processor time: {part}", "F1", " s", figures => figures.ProcessorTime.GetValueOrDefault(part));
        Row("cores in use", "F2", "", figures => figures.Cores);
        Row("peak memory of the host", "N0", " MB", figures => figures.PeakBytes / 1e6);
        Row("database", "N0", " MB", figures => figures.DatabaseBytes / 1e6);
        foreach (var (name, rounds) in (ReadOnlySpan<(string, IReadOnlyList<CaseFigures>)>)[("embedded", embedded), ("distributed", distributed)])
            words.WriteLine($"Commands that waited longest, {name}, last round: {string.Join("; ", rounds[^1].Longest.Select(kind => $"{kind.Value.Count:N0} {kind.Key} {kind.Value.P50:N0}/{kind.Value.P95:N0}/{kind.Value.P99:N0} ms"))}");

        void Times(string name, Func<CaseFigures, Percentiles> of)
        {
            Row($"{name}, p50", "N0", " ms", figures => of(figures).P50);
            Row($"{name}, p95", "N0", " ms", figures => of(figures).P95);
            Row($"{name}, p99", "N0", " ms", figures => of(figures).P99);
        }

        void Row(string name, string format, string unit, Func<CaseFigures, double> of)
        {
            var (inside, outside) = (embedded.Select(of).Median(), distributed.Select(of).Median());
            words.WriteLine($"| {name} | {Shown(embedded)} | {Shown(distributed)} | {(inside > 0 ? (outside / inside).ToString("F2") : "")} |");

            string Shown(IReadOnlyList<CaseFigures> rounds)
            {
                var values = rounds.Select(of).ToList();
                var range = values.Count > 1 && values.Min() < values.Max() ? $" ({values.Min().ToString(format)}–{values.Max().ToString(format)})" : "";
                return $"{values.Median().ToString(format)}{unit}{range}";
            }
        }
    }
}
