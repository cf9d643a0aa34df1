namespace Cortex.Benchmarks.Distributed;

/// <summary>Of durations, in milliseconds.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99)
{
    public static Percentiles Of(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Select(duration => duration.TotalMilliseconds).Order().ToList();
        return sorted.Count == 0 ? new Percentiles(0, 0, 0, 0) : new Percentiles(sorted.Count, At(0.5), At(0.95), At(0.99));

        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}
