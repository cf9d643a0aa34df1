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
            var (scans, reads, found) = (new List<TimeSpan>(), new List<TimeSpan>(), 0);
            // The first round warms up.
            for (var round = 0; round <= rounds; round++)
            {
                var (scan, read) = (Time(() => found = Scan(folder)), Time(() => Read(folder)));
                if (round == 0)
                    continue;
                scans.Add(scan);
                reads.Add(read);
            }

            Console.WriteLine($"{files:N0} files, {bytes / 1e6:F1} MB, {found:N0} findings, {rounds} rounds, medians");
            Print("walked, read and checked", files, scans);
            Print("read into object graphs ", files, reads);
            Console.WriteLine($"ratio {scans.MedianOf(t => t) / reads.MedianOf(t => t):F2}");
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

    private static TimeSpan Time(Action action)
    {
        var clock = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(clock);
    }

    private static void Print(string what, int files, List<TimeSpan> times) => Console.WriteLine(
        $"{what}  {files / (times.MedianOf(t => t) / 1000),7:N0} files/s ({files / times.Max().TotalSeconds:N0}–{files / times.Min().TotalSeconds:N0})");
}
