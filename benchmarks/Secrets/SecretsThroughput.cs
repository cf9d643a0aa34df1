using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Benchmarks.Secrets;

/// <summary>Megabytes of source that one core searches for secrets in a second, against trying every pattern on all of the text.</summary>
internal static class SecretsThroughput
{
    private const int BaselineMegabytes = 1;

    public static int Run(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
        var start = Measure(() => SecretRules.Default.Keywords.Count);
        Console.WriteLine($"{SecretRules.Default.Keywords.Count} keywords, ready after {start.Processor.TotalMilliseconds:F0} ms of processor time ({start.Wall.TotalMilliseconds:F0} ms)");
        var files = GeneratedSource.Make(megabytes);
        var size = files.Sum(file => (double)file.Text.Length) / 1e6;
        var scan = new SecretScan(SecretRules.Default);
        var first = Measure(() => Search(scan, files.Take(files.Count / 50)));
        Console.WriteLine($"the first {size / 50:F1} MB of a new process: {size / 50 / first.Processor.TotalSeconds:F0} MB/s");
        var measured = Enumerable.Range(0, rounds).Select(_ => Measure(() => Search(scan, files))).ToList();
        Print($"{files.Count:N0} files, {size:F0} MB, {measured[0].Result} secrets", size, measured);

        var sample = files.TakeWhile(WithinSample()).ToList();
        var sampleSize = sample.Sum(file => (double)file.Text.Length) / 1e6;
        // Not the rules' own, which are tried at one place only.
        var patterns = SecretRules.Default.All.Select(rule => new Regex(rule.Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1))).ToList();
        var plain = Enumerable.Range(0, Math.Min(rounds, 3)).Select(_ => Measure(() => sample.Sum(file => patterns.Sum(pattern => pattern.Count(file.Text))))).ToList();
        Print($"every pattern on all of the text, {sampleSize:F0} MB", sampleSize, plain);
        Console.WriteLine($"ratio {Rate(size, measured) / Rate(sampleSize, plain):F0}");
        return 0;
    }

    private static int Search(SecretScan scan, IEnumerable<(string Path, string Text)> files) => files.Sum(file => scan.Of(file.Text, FileNature.Of(file.Path)).Count);

    private static Func<(string Path, string Text), bool> WithinSample()
    {
        var taken = 0L;
        return file => (taken += file.Text.Length) < BaselineMegabytes * 1_000_000L;
    }

    private static double Rate(double megabytes, IEnumerable<Round> rounds) => megabytes / rounds.Select(round => round.Processor.TotalSeconds).Median();

    private static void Print(string what, double megabytes, IReadOnlyList<Round> rounds) =>
        Console.WriteLine(
            $"{what}: {Rate(megabytes, rounds):F1} MB/s of processor time ({rounds.Min(r => megabytes / r.Processor.TotalSeconds):F1}–{rounds.Max(r => megabytes / r.Processor.TotalSeconds):F1}), "
            + $"{megabytes / rounds.Select(r => r.Wall.TotalSeconds).Median():F1} MB/s by the clock");

    private static Round Measure(Func<int> work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (processor, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var result = work();
        clock.Stop();
        process.Refresh();
        return new(process.TotalProcessorTime - processor, clock.Elapsed, result);
    }

    private sealed record Round(TimeSpan Processor, TimeSpan Wall, int Result);
}
