using System.Diagnostics;
using Cortex.Packages;
using Cortex.Security.Advisories.Reading;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Matching;

namespace Cortex.Benchmarks.Advisories;

/// <summary>A large set of advisories taken in, opened again, and many packages judged by it; beside it the same judgement without an index.</summary>
internal static class AdvisoryMatching
{
    private const int Rounds = 5;

    /// <summary>Packages that the baseline judges; what it takes for all is that times their share.</summary>
    private const int Sample = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var advisories = args.Length > 0 ? int.Parse(args[0]) : 200_000;
        var packages = Packages(args.Length > 1 ? int.Parse(args[1]) : 10_000);
        var folder = Directory.CreateTempSubdirectory("cortex-advisories-").FullName;
        try
        {
            var archive = Path.Combine(folder, "all.zip");
            GeneratedAdvisories.Write(archive, advisories);
            GC.Collect();
            var database = Path.Combine(folder, "advisories.db");
            await ImportAsync(archive, database);
            HashSet<(string, string)> found = [];
            for (var round = 1; round <= Rounds; round++)
                found = await MatchAsync(database, packages, round);
            Console.WriteLine($"peak memory of the process {Peak():F0} MB");
            return Baseline(archive, packages, found) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(string archive, string database)
    {
        await using var store = AdvisoryStore.Open(database, TimeProvider.System);
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var import = await store.ImportAsync(archive, "generated", null, default);
        Console.WriteLine($"import: {import.Added:N0} advisories in {watch.Elapsed.TotalSeconds:F1} s, {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F1} s of processor time ({new FileInfo(archive).Length / 1e6:F0} MB archive, {new FileInfo(database).Length / 1e6:F0} MB database); peak memory {Peak():F0} MB");
    }

    private static async Task<HashSet<(string, string)>> MatchAsync(string database, IReadOnlyList<PackageOccurrence> packages, int round)
    {
        var opening = Stopwatch.StartNew();
        await using var store = AdvisoryStore.Open(database, TimeProvider.System);
        opening.Stop();
        var (matching, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var known = store.Of(packages.Select(p => (GeneratedAdvisories.OsvOf(p), p.Name)));
        var reading = (matching.Elapsed, Processor: Environment.CpuUsage.TotalTime - processor);
        var match = VulnerabilityMatch.Of(packages, package => known[(GeneratedAdvisories.OsvOf(package), package.Name)]);
        Console.WriteLine($"match {round}: {packages.Count:N0} packages by {known.Values.Sum(k => k.Count):N0} advisories that speak of them: {match.Vulnerabilities.Count:N0} vulnerabilities, "
            + $"{match.Undecided.Count} undecided, in {matching.Elapsed.TotalMilliseconds:F0} ms ({(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time), of which reading {reading.Elapsed.TotalMilliseconds:F0} ms ({reading.Processor.TotalMilliseconds:F0} ms), after opening in {opening.Elapsed.TotalMilliseconds:F0} ms");
        return Found(match);
    }

    private static HashSet<(string, string)> Found(MatchResult match) => [.. match.Vulnerabilities.Select(v => (v.Package.Purl, v.Reference))];

    /// <summary>Every record of the archive is parsed and looked at for each package, as a scanner without a store has to. False when it finds others.</summary>
    private static bool Baseline(string archive, IReadOnlyList<PackageOccurrence> packages, HashSet<(string Purl, string)> stored)
    {
        var watch = Stopwatch.StartNew();
        List<PackageAdvisory> all =
        [
            .. from file in AdvisoryFiles.Open(archive)
               let advisory = OsvReader.Read(file.Content, [])
               from affected in advisory.Affected
               select new PackageAdvisory(advisory, affected),
        ];
        var parsed = watch.Elapsed;
        watch.Restart();
        var sample = packages.Where((_, at) => at % (packages.Count / Sample) == 0).ToList();
        var match = VulnerabilityMatch.Of(sample, package => [.. all.Where(a => a.Affected.Ecosystem == GeneratedAdvisories.OsvOf(package) && a.Affected.Name == package.Name)]);
        Console.WriteLine($"baseline, linear: archive parsed in {parsed.TotalSeconds:F1} s, {sample.Count} packages ({match.Vulnerabilities.Count} vulnerabilities) in {watch.Elapsed.TotalMilliseconds:F0} ms; "
            + $"scaled to {packages.Count:N0} packages: {parsed.TotalSeconds + (watch.Elapsed.TotalSeconds * packages.Count / sample.Count):F0} s");
        var purls = sample.Select(package => package.Purl).ToHashSet(StringComparer.Ordinal);
        var same = Found(match).SetEquals(stored.Where(v => purls.Contains(v.Purl)));
        Console.WriteLine(same ? "the store finds the same for the sample" : "the store finds OTHERS for the sample");
        return same;
    }

    private static List<PackageOccurrence> Packages(int count) =>
    [
        .. Enumerable.Range(0, count).Select(at =>
        {
            // Every sixth package of the most spoken of, and as many that few or none speak of.
            var (_, type, name) = GeneratedAdvisories.Package(at * 6);
            var version = GeneratedAdvisories.Version(at * 37);
            return new PackageOccurrence { Purl = PackageUrl.Create(type, name, version), Ecosystem = type, Name = name, Version = version, Path = "lock", Direct = true, Scope = "runtime" };
        }),
    ];

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
