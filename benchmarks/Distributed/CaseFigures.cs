namespace Cortex.Benchmarks.Distributed;

/// <summary>What a case took, from the first submission to the last report.</summary>
internal sealed record CaseFigures
{
    /// <summary>Runs whose report is written; the others were not over at the limit.</summary>
    public required int Finished { get; init; }

    /// <summary>Of them, those that completed all workers and have a certificate that holds.</summary>
    public required int Good { get; init; }

    /// <summary>What is wrong with the first of the others.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Of a run, as its report has it, in seconds.</summary>
    public required double MedianRun { get; init; }

    /// <summary>Rows of the outbox: every message once.</summary>
    public required int Messages { get; init; }

    /// <summary>Commands: from the row to the first event that they led to.</summary>
    public required Percentiles CommandToEffect { get; init; }

    /// <summary>Every message, events among them.</summary>
    public required Percentiles MessageToEffect { get; init; }

    /// <summary>From the row until the bus has taken the message; on a broker until it has confirmed it.</summary>
    public required Percentiles ToBus { get; init; }

    /// <summary>The kinds of commands that waited longest for their effect, taken together.</summary>
    public required IReadOnlyDictionary<string, Percentiles> Longest { get; init; }

    public required CommitCounts Commits { get; init; }

    /// <summary>Seconds of each part.</summary>
    public required IReadOnlyDictionary<string, double> ProcessorTime { get; init; }

    /// <summary>Resident, of the host.</summary>
    public required long PeakBytes { get; init; }

    public required long DatabaseBytes { get; init; }

    public double MessagesPerSecond => Messages / Seconds;

    public double Cores => ProcessorTime.Values.Sum() / Seconds;

    /// <summary>Share of the time in which the store's writer was at a commit.</summary>
    public double WriterBusy => Commits.Seconds / Seconds;
}
