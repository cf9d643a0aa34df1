using Cortex.Cli.Commanding;
using Cortex.Cli.Embedded;
using Cortex.Cli.Runs.Following;
using Cortex.Cli.Runs.Summaries;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;

namespace Cortex.Cli.Runs;

/// <summary>Follows a run to its end, cancels it on Ctrl-C, then tells how it went.</summary>
internal sealed class RunSession(Invocation call, HostConnection connection, bool cancels) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>So long a coordinator may be away before the command gives up; the run itself goes on.</summary>
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset opened = call.Shell.Clock.GetUtcNow();
    private readonly IRunView view = ViewFor(call, cancels);
    private HostConnection connection = connection;

    public static IRunView ViewFor(Invocation call, bool cancels) =>
        call.Shell.IsLive && !call.JsonOnly
            ? new LiveView(call.Shell.Terminal, call.Shell.Clock, cancels ? "  Ctrl-C cancels the run" : "  Ctrl-C stops watching; the run goes on")
            : new PlainView(call.Text, call.Shell.Clock);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Durable when it returns. What cannot be resolved ends the command.</summary>
    public Task StartAsync(StartOrchestration request, CancellationToken stop)
    {
        // A signal from here on cancels the run, and no longer its request, whose fate would be unknown.
        stop.ThrowIfCancellationRequested();
        return PersistAsync(() => connection.Client.StartAsync(request, CancellationToken.None));
    }

    /// <summary>A relative path means this process's folder; a host that was started elsewhere gets the whole path.</summary>
    public async Task<IReadOnlyList<string>> AsTheHostSeesThemAsync(IReadOnlyList<string> targets, CancellationToken stop)
    {
        if (connection.Data is null || connection.OwnsHost)
            return targets;
        var host = await connection.Client.HostAsync(stop);
        return host.WorkingDirectory == Environment.CurrentDirectory
            ? targets
            : [.. targets.Select(t => Path.Exists(t) ? Path.GetFullPath(t) : t)];
    }

    /// <summary>Returns the run's exit code; what was found counts when it is to.</summary>
    public async Task<int> FollowAsync(Guid id, FailOnOption? failOn = null)
    {
        await using var interruption = call.Interrupts.First.Register(() => _ = InterruptAsync(id));
        var run = await FollowWhereverItGoesAsync(id);
        var report = run.ReportReady ? await PersistAsync(() => connection.Client.ReportAsync(id.ToString(), CancellationToken.None)) : null;
        await TellAsync(run, report);
        await WaitForGuestsAsync(id);
        return failOn is null ? ExitCode(run) : await failOn.JudgeAsync(call, report, ExitCode(run));
    }

    public static int ExitCode(RunDetails run) => run.Run.Status switch
    {
        RunStatus.Canceled => ExitCodes.Canceled,
        RunStatus.Completed => run.Escalations.Any(e => e.Status == "open") ? ExitCodes.OpenEscalations : ExitCodes.Completed,
        _ => ExitCodes.Failed,
    };

    /// <summary>When the host that was joined ends, this process becomes the host and the run goes on from the log.</summary>
    private async Task<RunDetails> FollowWhereverItGoesAsync(Guid id)
    {
        var stop = cancels ? CancellationToken.None : call.Interrupts.First;
        while (true)
        {
            try
            {
                return await PersistAsync(() => new RunFollower(connection.Client, view, call.Shell.Clock) { Failure = () => connection.Failure }.FollowAsync(id, stop));
            }
            catch (HttpRequestException) when (connection is { OwnsHost: false, Data: not null } && cancels)
            {
                view.Note("the host of this run ended; going on here");
                await connection.DisposeAsync();
                connection = await HostConnection.OpenAsync(call, HostNeed.Working, stop);
            }
        }
    }

    /// <summary>A coordinator that somebody else starts again is waited for; what was asked is asked again, and twice is once.</summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> ask)
    {
        long? away = null;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (HttpRequestException e) when (connection.ComesBack && !call.Interrupts.First.IsCancellationRequested && (away is null || call.Shell.Clock.GetElapsedTime(away.Value) < AwayLimit))
            {
                if (away is null)
                    view.Note($"the coordinator does not answer ({e.Message.TrimEnd('.')}); trying again");
                away ??= call.Shell.Clock.GetTimestamp();
                await Task.Delay(BetweenLooks, call.Shell.Clock);
                if (await AnswersAsync())
                    away = null;
            }
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await connection.Client.ListAsync(CancellationToken.None);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task InterruptAsync(Guid id)
    {
        if (!cancels)
            return;
        view.Note($"canceling … (Ctrl-C again leaves; 'cortex resume {RunIds.Short(id)}' goes on)");
        try
        {
            while (await connection.Client.FindResolvedAsync(id, CancellationToken.None) is null)
                await Task.Delay(BetweenLooks, call.Shell.Clock);
            await connection.Client.CancelAsync(id, "interrupted", CancellationToken.None);
        }
        catch (Exception e) when (e is CommandFailure or HttpRequestException)
        {
            // The run is over, or about to be found out of reach.
            view.Note($"not canceled: {e.Message}");
        }
    }

    private async Task TellAsync(RunDetails run, Report? report)
    {
        var paths = connection.Data is { } data ? ReportPaths.In(data, run.Run.Id) : [];
        await call.Text.WriteLineAsync();
        await call.Text.WriteAsync(SummaryText.Of(run, report, paths));
        if (!call.WantsJson)
            return;
        if (report is null)
            throw new CommandFailure(ExitCodes.Failed, $"run {run.Run.Id} is over and has no report", "'cortex events' shows what it did.");
        await call.WriteJsonAsync(report);
    }

    /// <summary>Other terminals may have started runs on this process's host since.</summary>
    private async Task WaitForGuestsAsync(Guid id)
    {
        if (!connection.OwnsHost)
            return;
        var told = false;
        while (!call.Interrupts.First.IsCancellationRequested)
        {
            var runs = await connection.Client.ListAsync(CancellationToken.None);
            var guests = runs.Count(r => r.Id != id && r.StartedAt >= opened && !RunFollower.IsOver(r.Status) && r.Status != RunStatus.Paused);
            if (guests == 0)
                return;
            if (!told)
                await call.Text.WriteLineAsync($"waiting for {guests} other run{(guests == 1 ? "" : "s")} on this host; Ctrl-C leaves");
            told = true;
            await Task.Delay(BetweenLooks, call.Shell.Clock);
        }
    }
}
