using System.Diagnostics;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Security.Kubernetes;
using Cortex.Security.Scanning;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Cortex.Benchmarks.Kubernetes;

/// <summary>Kubernetes files a second on one core, by turns with a YAML library that reads the same files into object graphs and checks nothing.</summary>
internal static class ManifestScan
{
    public static int Run(string[] args)
    {
        var files = args.Length > 0 ? int.Parse(args[0]) : 2_000;
        var rounds = args.Length > 1 ? int.Parse(args[1]) : 7;
        var folder = Directory.CreateTempSubdirectory("cortex-bench-").FullName;
        try
        {
            var bytes = GeneratedManifests.Write(folder, files);
            var (scans, reads, found) = (new List<Cost>(), new List<Cost>(), 0);
            // The first round warms up.
            for (var round = 0; round <= rounds; round++)
            {
                var (scan, read) = (Measure(() => found = Scan(folder)), Measure(() => Read(folder)));
                if (round == 0)
                    continue;
                scans.Add(scan);
                reads.Add(read);
            }

            Console.WriteLine($"{files:N0} files, {bytes / 1e6:F1} MB, {found:N0} findings, {rounds} rounds, medians");
            Print("walked, read and checked", files, scans);
            Print("read into object graphs ", files, reads);
            Console.WriteLine($"ratio of processor time {scans.MedianOf(c => c.Processor) / reads.MedianOf(c => c.Processor):F2}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Scan(string folder)
    {
        var found = new Detections();
        var tree = SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), IgnoreRules.None, TreeLimits.Default, found, CancellationToken.None);
        new KubernetesDetector().Look(tree, found, CancellationToken.None);
        return found.Found.Count();
    }

    private static void Read(string folder)
    {
        var deserializer = new DeserializerBuilder().Build();
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            using var text = File.OpenText(file);
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            while (parser.Accept<DocumentStart>(out _))
                deserializer.Deserialize<object>(parser);
        }
    }

    /// <summary>Processor time tells what a quiet machine would take; it counts the collector's threads too.</summary>
    private static Cost Measure(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        action();
        var elapsed = Stopwatch.GetElapsedTime(clock);
        process.Refresh();
        return new(elapsed, process.TotalProcessorTime - processor);
    }

    private static void Print(string what, int files, List<Cost> costs) => Console.WriteLine(
        $"{what}  {files / (costs.MedianOf(c => c.Elapsed) / 1000),7:N0} files/s ({files / costs.Max(c => c.Elapsed).TotalSeconds:N0}–{files / costs.Min(c => c.Elapsed).TotalSeconds:N0}),"
        + $" {files / (costs.MedianOf(c => c.Processor) / 1000),7:N0} files per second of processor time");

    private sealed record Cost(TimeSpan Elapsed, TimeSpan Processor);
}
