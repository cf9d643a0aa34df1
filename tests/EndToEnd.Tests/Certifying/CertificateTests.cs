using System.Diagnostics;
using Cortex.Contracts.Certificates;
using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator.Budgets;
using Cortex.Coordinator.Certificates;
using Cortex.CrashHost;
using Cortex.Hosting.Data;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Cortex.Workers.Launching;
using Cortex.Workers.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.EndToEnd.Tests.Certifying;

/// <summary>A certificate that could not fail would say nothing: each thing it vouches for is broken once, and the field is named.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private WebApplication _host = null!;
    private DataDirectory _data = null!;

    public async Task InitializeAsync()
    {
        _data = new DataDirectory(_folder["data"]);
        _host = DrillHost.Create(_data);
        await _host.StartAsync();
        Assert.True(await DrillHost.FinishAsync(_host, _folder.Repository()));
        var untouched = await CheckAsync();
        Assert.True(untouched.Holds, string.Join("; ", untouched.Failures));
        Assert.True(untouched.Events > 50);
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("SELECT position FROM events WHERE type LIKE '%WorkPlanned' LIMIT 1")]
    [InlineData("SELECT MAX(position) FROM events")]
    [InlineData("SELECT position FROM events WHERE type LIKE '%SlotGranted' LIMIT 1")]
    public async Task A_removed_event_is_named(string which)
    {
        Tamper($"DELETE FROM events WHERE position = ({which})");

        Names("events", await CheckAsync());
    }

    [Theory]
    [InlineData("RequestLease")]
    [InlineData("MasterActivated")]
    [InlineData("StartWorker")]
    [InlineData("OrchestrationResolved")]
    [InlineData("OrchestrationFinished")]
    [InlineData("PhaseStarted")]
    public async Task A_removed_outbox_row_is_named(string type)
    {
        Tamper($"DELETE FROM outbox WHERE sequence = (SELECT MIN(sequence) FROM outbox WHERE type LIKE '%.{type}')");

        var certificate = await CheckAsync();
        Names("outboxEmpty", certificate);
        Assert.False(certificate.OutboxEmpty);
    }

    [Fact]
    public async Task A_parked_message_is_named()
    {
        Tamper("UPDATE outbox SET state = 'parked', parked_reason = 'tampered' WHERE sequence = (SELECT MIN(sequence) FROM outbox WHERE type LIKE '%.PhaseStarted')");

        Names("outboxEmpty", await CheckAsync());
    }

    [Theory]
    [InlineData("UPDATE events SET payload = replace(payload, '\"tokensUsed\":1250', '\"tokensUsed\":1') WHERE type LIKE '%.AttemptSucceeded'")]
    [InlineData("UPDATE events SET recorded = recorded + 10000000 WHERE position = (SELECT MIN(position) FROM events)")]
    public async Task An_altered_event_is_named(string alteration)
    {
        Tamper(alteration);

        var certificate = await CheckAsync();
        Names("replayIdentical", certificate);
        Assert.False(certificate.ReplayIdentical);
    }

    [Fact]
    public async Task An_altered_machine_is_named()
    {
        var services = _host.Services;
        var machines = services.GetServices<RecordedMachine>().Where(machine => machine.Name != "budget").Append(new RecordedMachine<Altered.BudgetStateMachine, BudgetState>());
        var check = ActivatorUtilities.CreateInstance<CertificateCheck>(services, new Replay(services.GetRequiredService<Sagas.Log.EventLog>(), machines));

        var certificate = await check.RunAsync(DrillHost.Run, command: null);
        Names("replayIdentical", certificate);
        Assert.Contains("budget/", certificate.Failures.Single(failure => failure.Field == "replayIdentical").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_left_alive_is_named()
    {
        var attempt = Query("SELECT worker || '/' || attempt FROM attempts LIMIT 1");
        var start = new ProcessStartInfo("sleep", "60");
        start.Environment[WorkerEnvironment.Attempt] = attempt;
        start.Environment[WorkerEnvironment.Workspace] = AttemptStarter.WorkspaceOf(_data, new Workers.Attempts.AttemptKey(Guid.Parse(attempt.Split('/')[0]), int.Parse(attempt.Split('/')[1])));
        using var worker = Process.Start(start)!;
        try
        {
            var certificate = await CheckAsync();
            Names("orphanWorkers", certificate);
            Assert.Equal(1, certificate.OrphanWorkers);
        }
        finally
        {
            worker.Kill();
        }
    }

    [Fact]
    public async Task An_attempt_without_an_end_is_named()
    {
        Tamper("UPDATE attempts SET ended = NULL WHERE worker = (SELECT MIN(worker) FROM attempts)");

        Names("orphanWorkers", await CheckAsync());
    }

    [Fact]
    public async Task A_lost_token_is_named()
    {
        Tamper("UPDATE reservations SET used = used - 1 WHERE reservation = (SELECT MIN(reservation) FROM reservations)");

        var certificate = await CheckAsync();
        Names("unaccountedTokens", certificate);
        Assert.Equal(1, certificate.UnaccountedTokens);
    }

    [Fact]
    public async Task An_open_deadline_is_named()
    {
        Tamper("UPDATE outbox SET state = 'pending' WHERE sequence = (SELECT MIN(sequence) FROM outbox WHERE type LIKE '%.WorkTimedOut')");

        Names("deadlinesOpen", await CheckAsync());
    }

    [Fact]
    public async Task A_workspace_left_behind_is_named()
    {
        var attempt = Query("SELECT worker || '/' || attempt FROM attempts LIMIT 1").Split('/');
        Directory.CreateDirectory(AttemptStarter.WorkspaceOf(_data, new Workers.Attempts.AttemptKey(Guid.Parse(attempt[0]), int.Parse(attempt[1]))));

        Names("leftoverWorkspaces", await CheckAsync());
    }

    private static void Names(string field, Certificate certificate)
    {
        Assert.False(certificate.Holds);
        Assert.Contains(certificate.Failures, failure => failure.Field == field && failure.Detail.Length > 0);
    }

    private Task<Certificate> CheckAsync() => _host.Services.GetRequiredService<CertificateCheck>().RunAsync(DrillHost.Run, command: null);

    private void Tamper(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, "nothing was tampered with");
    }

    private string Query(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_data.Store};Pooling=False");
        connection.Open();
        return connection;
    }
}
