using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Reports;
using Cortex.CrashHost;
using Cortex.Workers.Launching;
using Microsoft.Data.Sqlite;

namespace Cortex.EndToEnd.Tests.Killing;

/// <summary>A host of the drill as a process, on a data directory.</summary>
internal sealed class DrillRun(string data, string target)
{
    private const int Killed = 128 + 9;

    public string Database => Path.Combine(data, "cortex.db");

    private string ReportPath => Path.Combine(data, "runs", DrillHost.Run.ToString("D"), "report.json");

    public bool IsFinished => File.Exists(ReportPath);

    public Report Report => JsonSerializer.Deserialize<Report>(File.ReadAllBytes(ReportPath), CortexJson.Options)!;

    /// <summary>Runs until the report is written.</summary>
    public async Task FinishAsync()
    {
        var (exit, error) = await StartAsync(null, wholeTree: false);
        Assert.True(exit == 0, $"the host ended with {exit}: {error}");
    }

    /// <summary>Runs until the plug is pulled; false when the run passes the point no more and ends.</summary>
    public async Task<bool> KillAsync(Pull pull)
    {
        var (exit, error) = await StartAsync(pull.Point, pull.WholeTree);
        Assert.True(exit is Killed or 0, $"the host was to be killed and ended with {exit}: {error}");
        return exit == Killed;
    }

    /// <summary>What the run has sent and set, in the order in which it did for the first time.</summary>
    public IReadOnlyList<(string Message, bool IsDeadline)> Emitted()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT type, due IS NOT NULL FROM outbox GROUP BY type, due IS NOT NULL ORDER BY MIN(rowid)";
        using var reader = command.ExecuteReader();
        var emitted = new List<(string, bool)>();
        while (reader.Read())
            emitted.Add((reader.GetString(0)[(reader.GetString(0).LastIndexOf('.') + 1)..], reader.GetBoolean(1)));
        return emitted;
    }

    /// <summary>Processes that belong to this data directory: by their arguments or by their workspace.</summary>
    public IReadOnlyList<string> Processes() =>
    [
        .. ProcessTable.All().Where(process => !process.IsZombie).Select(process => (process.Id, Text: Describe(process.Id)))
            .Where(process => process.Text.Contains(data, StringComparison.Ordinal)).Select(process => $"{process.Id} {process.Text[..Math.Min(200, process.Text.Length)]}"),
    ];

    private static string Describe(int id)
    {
        try
        {
            return (File.ReadAllText($"/proc/{id}/cmdline") + File.ReadAllText($"/proc/{id}/environ")).Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private async Task<(int Exit, string Error)> StartAsync(KillPoint? point, bool wholeTree)
    {
        Directory.CreateDirectory(data);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Cortex.CrashHost"), ["run", data, target]) { RedirectStandardError = true, UseShellExecute = false };
        if (point is not null)
        {
            start.Environment[point.InWorker ? PowerCord.WorkerPoint : PowerCord.HostPoint] = point.Text;
            start.Environment[PowerCord.WorkerFlag] = Path.Combine(data, "killed");
            start.Environment[PowerCord.WholeTree] = wholeTree ? "1" : "0";
        }

        using var host = Process.Start(start)!;
        var error = host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();
        // Workers of a killed host hold its standard error until they have noticed.
        var text = await Task.WhenAny(error, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)) == error ? await error : "";
        return (host.ExitCode, text);
    }
}
