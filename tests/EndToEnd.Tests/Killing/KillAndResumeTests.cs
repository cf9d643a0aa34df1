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

    /// <summary>
    /// Every point, every second one with the whole process tree. CORTEX_DRILL=full pulls every point both ways; any other value pulls, both ways and eight times,
    /// the points whose names contain it.
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

        var points = KillPoint.All(undisturbed.Emitted(deadlines: false), undisturbed.Emitted(deadlines: true), DrillHost.LifePoints);
        Assert.True(points.Count >= LeastPoints, $"{points.Count} kill points are too few.");
        var drill = Environment.GetEnvironmentVariable("CORTEX_DRILL") ?? "";
        if (drill is not ("" or "full"))
            points = [.. Enumerable.Repeat(points.Where(point => point.ToString().Contains(drill, StringComparison.Ordinal)), 8).SelectMany(some => some)];
        var pulls = points.SelectMany((point, index) => drill.Length > 0 ? [(point, false), (point, true)] : ((KillPoint Point, bool WholeTree)[])[(point, index % 2 == 1)]).ToList();
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(pulls.Index(), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) }, async (pull, _) =>
        {
            var ((point, wholeTree), data) = (pull.Item, folder[$"run-{pull.Index}"]);
            if (await FailureAsync(new DrillRun(data, target), point, wholeTree, expected) is { } failure)
                failures.Enqueue($"{point}, {(wholeTree ? "whole tree" : "host alone")}: {failure}");
        });
        output.WriteLine($"{points.Count} kill points, {pulls.Count} pulls, {failures.Count} failures");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
    }

    private static async Task<string?> FailureAsync(DrillRun run, KillPoint point, bool wholeTree, IReadOnlyList<string> expected)
    {
        try
        {
            await run.KillAsync(point, wholeTree);
            if (run.IsFinished)
                return "the run was finished when it was killed";
            await run.FinishAsync();
            var report = run.Report;
            if (!report.Certificate.Holds)
                return $"the certificate does not hold: {string.Join("; ", report.Certificate.Failures.Select(failed => $"{failed.Field}: {failed.Detail}"))}";
            var actual = Essence(run);
            if (!expected.SequenceEqual(actual))
                return $"missing {string.Join(", ", expected.Except(actual))}; new {string.Join(", ", actual.Except(expected))}";
            return run.Processes() is { Count: > 0 } left ? $"left running: {string.Join("; ", left)}" : null;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or IOException or SqliteException)
        {
            return e.Message;
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
