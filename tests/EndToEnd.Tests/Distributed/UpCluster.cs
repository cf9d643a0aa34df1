using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Reports;
using Cortex.Workers.Launching;
using Npgsql;

namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>What <c>cortex up --detach</c> starts, on a data directory of its own: the three servers and the seven services as processes.</summary>
internal sealed class UpCluster : IAsyncDisposable
{
    /// <summary>Collection of the tests that start one: each is as much as the machine bears.</summary>
    public const string OneAtATime = "up";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private readonly Folder folder = new();
    private readonly CancellationTokenSource ending = new();

    public string Data => folder["data"];

    public string this[string name] => folder[name];

    /// <summary>Starts it; ready when it returns.</summary>
    public async Task UpAsync(params string[] options) => (await CortexAsync(["up", "--detach", "--data", Data, .. options])).Expect(0);

    public Task<Ended> RunAsync(string report, params string[] arguments) => CortexAsync(["run", "--data", Data, "--json", folder[report], .. arguments], ending.Token);

    public Report ReportOf(string report) => JsonSerializer.Deserialize<Report>(File.ReadAllBytes(folder[report]), CortexJson.Options)!;

    /// <param name="arguments">Of the command line.</param>
    /// <param name="stop">Kills the process.</param>
    public static async Task<Ended> CortexAsync(IReadOnlyList<string> arguments, CancellationToken stop = default)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "cortex"), arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("CORTEX_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await using var killing = stop.Register(() => process.Kill(entireProcessTree: true));
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new Ended(string.Join(' ', arguments.Take(2)), process.ExitCode, await output + await error);
    }

    /// <summary>Of a service or server by its name, as up.json has it now.</summary>
    public int ProcessOf(string name)
    {
        using var up = JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "up.json")));
        return up.RootElement.GetProperty("processes").EnumerateArray().Single(process => process.GetProperty("name").GetString() == name).GetProperty("id").GetInt32();
    }

    /// <summary>kill -9; returns once it is gone.</summary>
    public async Task KillAsync(string name)
    {
        var id = ProcessOf(name);
        Signal(id, "KILL");
        await UntilAsync(() => Task.FromResult(ProcessTable.Find(id) is null or { IsZombie: true }), $"{name} does not end");
    }

    public void Freeze(string name) => Signal(ProcessOf(name), "STOP");

    public void Thaw(string name) => Signal(ProcessOf(name), "CONT");

    /// <summary>Returns once another process of that name is there.</summary>
    public Task BackAsync(string name, int before) => UntilAsync(() => Task.FromResult(ProcessOf(name) != before), $"{name} is not started again");

    public static async Task UntilAsync(Func<Task<bool>> condition, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(3), otherwise);
            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>First column of the first row of the shared store; asked again while it is away.</summary>
    public async Task<object?> AskAsync(string sql)
    {
        object? answer = null;
        await UntilAsync(async () =>
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(Store + ";Pooling=false;Timeout=5");
                await using var command = source.CreateCommand(sql);
                answer = await command.ExecuteScalarAsync();
                return true;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                // The database is away, or the coordinator, whose variables name it, is just being started again.
                return false;
            }
        }, "PostgreSQL does not come back");
        return answer;
    }

    public async Task<IReadOnlyList<(string Name, long Count)>> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Store + ";Pooling=false;Timeout=5");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, long)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetInt64(1)));
        return rows;
    }

    public string VariableOf(string service, string name) => File.ReadAllText($"/proc/{ProcessOf(service)}/environ").Split('\0').Single(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    /// <summary>What the services have written, for a failure's message.</summary>
    public string Logs() => string.Join('\n', Directory.GetFiles(Path.Combine(Data, "logs"), "*.log").Order(StringComparer.Ordinal)
        .Where(log => !Path.GetFileName(log).StartsWith("rabbitmq", StringComparison.Ordinal)).Select(log => $"== {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(25))}"));

    public async ValueTask DisposeAsync()
    {
        // A run that a failed test left would become the host of its data directory.
        await ending.CancelAsync();
        await CortexAsync(["down", "--data", Data]);
        if (Environment.IsPrivilegedProcess && Directory.Exists(PostgreSqlFolder))
            Directory.Delete(PostgreSqlFolder, recursive: true);
        folder.Dispose();
        ending.Dispose();
    }

    private string Store => VariableOf("coordinator-1", "CORTEX_STORE");

    /// <summary>Where root's PostgreSQL lives: it cannot live in the data directory.</summary>
    private string PostgreSqlFolder => Path.Combine("/var/lib/cortex", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Data)))[..12]);

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}

internal sealed record Ended(string Command, int ExitCode, string Text)
{
    public void Expect(int exitCode) => Assert.True(ExitCode == exitCode, $"cortex {Command} ended with {ExitCode}:\n{Text}");
}
