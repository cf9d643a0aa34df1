using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Workers;
using Cortex.Inventory.Catalogue;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.Workers.Masters;

namespace Cortex.Benchmarks.Catalogue;

/// <summary>A large fleet's results taken into the catalogue twice, from the workers' JSON on, and then asked.</summary>
internal static class CatalogueAtScale
{
    private const int Workers = 8;

    public static async Task<int> RunAsync(string[] args)
    {
        var repositories = args.Length > 0 ? int.Parse(args[0]) : 1_000;
        var edges = args.Length > 1 ? int.Parse(args[1]) : 1_000_000;
        var questions = args.Length > 2 ? int.Parse(args[2]) : 1_000;
        var folder = Directory.CreateTempSubdirectory("cortex-catalogue-").FullName;
        try
        {
            var fleet = new GeneratedFleet(repositories, edges);
            for (var worker = 0; worker < Workers; worker++)
            {
                await using var file = File.Create(Results(folder, worker));
                await JsonSerializer.SerializeAsync(file, fleet.Share(repositories * worker / Workers, repositories * (worker + 1) / Workers), CortexJson.Options);
            }

            GC.Collect();
            await using var store = Store.Open(new StoreOptions { Path = Path.Combine(folder, "cortex.db") }, [CatalogueSchema.Schema, CatalogueSchema.Walks], TimeProvider.System);
            var catalogue = new AssetCatalogue(store);
            Console.WriteLine($"{repositories:N0} repositories, {fleet.Edges:N0} package edges, results of {Enumerable.Range(0, Workers).Sum(w => new FileInfo(Results(folder, w)).Length) / 1e6:F0} MB");
            var first = await TakeInAsync(catalogue, folder, DeterministicId.Of("first run"));
            Print("first run", first);
            var second = await TakeInAsync(catalogue, folder, DeterministicId.Of("second run"));
            Print("second, unchanged", second);
            Console.WriteLine($"database {first.Bytes / 1e6:F1} MB, {(second.Bytes - first.Bytes) / 1e3:F0} kB more after the second run; peak memory {Peak() / 1e6:F0} MB");

            var random = new Random(1);
            Ask("search", questions, () => catalogue.Search($"package {random.Next(30_000)}").Count);
            Ask("search, half a word", questions, () => catalogue.Search($"packa {random.Next(300)}").Count);
            var urns = Known(catalogue, random);
            Ask("lineage up", questions, () => catalogue.Lineage(urns[random.Next(urns.Count)], up: true, down: false)!.Up!.Assets);
            Ask("lineage down", questions, () => catalogue.Lineage(urns[random.Next(urns.Count)], up: false, down: true)!.Down!.Assets);
            Ask("lineage of a repository", questions, () => catalogue.Lineage($"urn:cortex:repository:git.example.org/acme/repository-{random.Next(repositories)}", up: false, down: true)!.Down!.Assets);
            Console.WriteLine($"owners {Time(catalogue.Owners):F0} ms, health {Time(() => catalogue.Health()):F0} ms, stats {Time(catalogue.Stats):F0} ms; peak memory in all {Peak() / 1e6:F0} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Results(string folder, int worker) => Path.Combine(folder, $"worker-{worker}.json");

    /// <summary>As the master does it: the results of all workers, together, in one commit.</summary>
    private static async Task<(CatalogueUpdate Update, TimeSpan Read, TimeSpan Taken, long Bytes)> TakeInAsync(AssetCatalogue catalogue, string folder, Guid run)
    {
        var read = Stopwatch.StartNew();
        var outcomes = new List<WorkerOutcome>();
        for (var worker = 0; worker < Workers; worker++)
        {
            await using var file = File.OpenRead(Results(folder, worker));
            var spec = new WorkerSpec { WorkerId = DeterministicId.Of($"worker {worker}"), Key = $"{worker}", Master = "inventory", Type = "catalog-worker", Targets = [], TimeoutSeconds = 60 };
            outcomes.Add(new(spec.WorkerId, spec, true, (await JsonSerializer.DeserializeAsync<WorkerResult>(file, CortexJson.Options))!));
        }

        var targets = CataloguedTarget.From(outcomes);
        read.Stop();
        var taken = Stopwatch.StartNew();
        var update = await catalogue.UpdateAsync(run, targets);
        return (update, read.Elapsed, taken.Elapsed, Directory.GetFiles(folder, "cortex.db*").Sum(f => new FileInfo(f).Length));
    }

    private static void Print(string what, (CatalogueUpdate Update, TimeSpan Read, TimeSpan Taken, long Bytes) figures) => Console.WriteLine(
        $"{what}: {figures.Update.Summary}; results read in {figures.Read.TotalSeconds:F1} s, catalogued in {figures.Taken.TotalSeconds:F1} s, "
        + $"{figures.Update.Assets / figures.Taken.TotalSeconds:N0} assets per second");

    /// <summary>Packages by how often they are used: half of the questions are about the most used hundredth.</summary>
    private static List<string> Known(AssetCatalogue catalogue, Random random) =>
        [.. Enumerable.Range(0, 400).Select(i => GeneratedFleet.Urn(i < 200 ? random.Next(300) : random.Next(20_000))).Where(urn => catalogue.Find(urn).Urn is not null)];

    private static void Ask(string what, int questions, Func<int> question)
    {
        var times = new List<double>(questions);
        var answers = new List<double>(questions);
        for (var i = 0; i < questions; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            answers.Add(question());
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{what}: median {times[questions / 2]:F1} ms, p95 {times[questions * 95 / 100]:F1} ms, most {times[^1]:F1} ms over {questions:N0} questions; answers of {answers.Median():N0} assets (median), {answers.Max():N0} (most)");
    }

    private static double Time(Func<object> question)
    {
        var clock = Stopwatch.GetTimestamp();
        question();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
