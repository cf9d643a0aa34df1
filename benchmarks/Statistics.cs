namespace Cortex.Benchmarks;

internal static class Statistics
{
    public static double Median(this IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    public static double MedianOf<T>(this IEnumerable<T> rounds, Func<T, TimeSpan> milliseconds) => rounds.Select(round => milliseconds(round).TotalMilliseconds).Median();
}
