using System.Collections.Concurrent;
using Cortex.Contracts.Reports;
using Cortex.CrashHost;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Cortex.EndToEnd.Tests.Killing;

/// <summary>
/// The power cord, pulled at every edge of every message's commit and between the steps of a worker's life: the same host started again
/// on the same data ends where an undisturbed run ends.
/// </summary>
public sealed class KillAndResumeTests(ITestOutputHelper output)
{
    private const int LeastPoints = 60;
    private const int PullsOfARun = 3;

    /// <summary>
    /// Every point, every second one with the whole process tree; a run is killed at three points that lie far apart. CORTEX_DRILL=full pulls every point both ways
    /// in a run of its own; any other value pulls so, eight times, the points whose names contain it.
    /// </summary>
    [Fact]
    public async Task A_killed_run_goes_on_where_it_was()
    {
        using var folder = new Folder();
        var target = folder.Repository();
        var undisturbed = new DrillRun(folder["undisturbed"], target);
        await undisturbed.FinishAsync();
        var expected = Essence(undisturbed);
        Assert.True(undisturbed.Report.Tokens.Used > 0);
        Assert.True(undisturbed.Report.Certificate.Holds);

        var points = KillPoint.All(undisturbed.Emitted(), DrillHost.LifePoints);
        Assert.True(points.Count >= LeastPoints, $"{points.Count} kill points are too few.");
        var plan = Plan(points, Environment.GetEnvironmentVariable("CORTEX_DRILL") ?? "");
        var (runs, pulled) = (0, 0);
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) }, async (pulls, _) => await PullAsync(pulls));
        output.WriteLine($"{points.Count} kill points, {pulled} pulls in {runs} runs, {failures.Count} failures");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
        Assert.Equal(plan.Sum(pulls => pulls.Count), pulled);

        async Task PullAsync(IReadOnlyList<Pull> pulls)
        {
            var run = new DrillRun(folder[$"run-{Interlocked.Increment(ref runs)}"], target);
            var (done, failure) = await EndAsync(run, pulls, expected);
            Interlocked.Add(ref pulled, done);
            if (failure is not null)
                failures.Enqueue($"{string.Join(", then ", pulls.Take(Math.Max(1, done)))}: {failure}");
            // What a run that was killed before does not pass any more gets a run of its own.
            else
                foreach (var missed in pulls.Skip(done))
                    await PullAsync([missed]);
        }
    }

    private static List<IReadOnlyList<Pull>> Plan(IReadOnlyList<KillPoint> points, string drill)
    {
        if (drill == "full")
            return [.. points.SelectMany(point => (IReadOnlyList<Pull>[])[[new(point, false)], [new(point, true)]])];
        if (drill.Length > 0)
            return [.. Enumerable.Repeat(points.Where(point => point.ToString().Contains(drill, StringComparison.Ordinal)).ToList(), 8)
                .SelectMany(some => some).SelectMany(point => (IReadOnlyList<Pull>[])[[new(point, false)], [new(point, true)]])];

        var pulls = points.Select((point, index) => new Pull(point, index % 2 == 1)).ToLookup(pull => pull.Point.InWorker);
        var apart = (pulls[false].Count() + PullsOfARun - 1) / PullsOfARun;
        return [.. pulls[false].Index().GroupBy(one => one.Index % apart, one => one.Item).Select(run => run.ToList()), .. pulls[true].Select(pull => new List<Pull> { pull })];
    }

    /// <summary>Kills a run at one point after the other and lets it end; how many of them it came to, and what is wrong then.</summary>
    private static async Task<(int Pulled, string? Failure)> EndAsync(DrillRun run, IReadOnlyList<Pull> pulls, IReadOnlyList<string> expected)
    {
        var pulled = 0;
        try
        {
            while (pulled < pulls.Count && await run.KillAsync(pulls[pulled]) && !run.IsFinished)
                pulled++;
            if (pulled == 0)
                return (0, "the run was finished before it was killed");
            await run.FinishAsync();
            var report = run.Report;
            if (!report.Certificate.Holds)
                return (pulled, $"the certificate does not hold: {string.Join("; ", report.Certificate.Failures.Select(failed => $"{failed.Field}: {failed.Detail}"))}");
            var actual = Essence(run);
            if (!expected.SequenceEqual(actual))
                return (pulled, $"missing {string.Join(", ", expected.Except(actual))}; new {string.Join(", ", actual.Except(expected))}");
            return (pulled, run.Processes() is { Count: > 0 } left ? $"left running: {string.Join("; ", left)}" : null);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or IOException or SqliteException)
        {
            return (pulled, e.Message);
        }
    }

    /// <summary>What must be equal: keys of findings, changes and assets, and the ledger.</summary>
    private static IReadOnlyList<string> Essence(DrillRun run)
    {
        var report = run.Report;
        return
        [
            $"status {report.Run.Status}",
            .. report.Findings.Select(finding => $"finding {finding.Key}"),
            .. report.Changes.Select(change => $"change {change.Key}"),
            .. Assets(run).Select(urn => $"asset {urn}"),
            .. report.Workers.Where(worker => worker.Status != "completed").Select(worker => $"{worker.Type} {worker.Status} after {worker.Attempts} attempts: {worker.Failure}"),
            $"workers {report.Workers.Count} completed {report.Workers.Count(worker => worker.Status == "completed")}",
            $"tokens {report.Tokens.Used}",
            .. report.Tokens.PerMaster.Select(master => $"tokens of {master.Key} {master.Value}"),
        ];
    }

    private static List<string> Assets(DrillRun run)
    {
        using var connection = new SqliteConnection($"Data Source={run.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT urn FROM catalog_assets WHERE retired_run IS NULL ORDER BY urn";
        using var reader = command.ExecuteReader();
        var urns = new List<string>();
        while (reader.Read())
            urns.Add(reader.GetString(0));
        return urns;
    }
}
