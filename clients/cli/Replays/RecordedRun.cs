using Cortex.Cli.Commanding;
using Cortex.Cli.Embedded;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;
using Cortex.Sagas.Replays;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Cli.Replays;

/// <summary>A run's log with the machines of this build: read beside a running host, or from an exported file.</summary>
internal sealed class RecordedRun : IAsyncDisposable
{
    private readonly WebApplication services;
    private readonly DirectoryInfo? scratch;
    private readonly string? file;
    private readonly Guid run;

    private RecordedRun(WebApplication services, DirectoryInfo? scratch, string? file, Guid run)
    {
        this.services = services;
        this.scratch = scratch;
        this.file = file;
        this.run = run;
    }

    private Replay Replay => services.Services.GetRequiredService<Replay>();

    private EventLog Log => services.Services.GetRequiredService<EventLog>();

    public static async Task<RecordedRun> OpenAsync(Invocation call, string source, CancellationToken stop)
    {
        if (Directory.Exists(source))
            throw CommandFailure.Usage($"'{source}' is a folder; name a run, or a file that --export wrote");
        if (File.Exists(source))
            return await OpenFileAsync(call, source, stop);
        if (!File.Exists(call.Settings.Data.Store))
            throw CommandFailure.Usage($"there is no file '{source}', and no run in the data directory '{call.Settings.Data.Root}'");
        var composed = EmbeddedHost.Compose(call.Settings, call.Settings.Data, HostNeed.Reading, call.Shell.Clock);
        return new RecordedRun(composed, null, null, Find(composed.Services.GetRequiredService<IRuns>(), source));
    }

    public async Task<ReplayVerdict> VerifyAsync()
    {
        if (file is null)
            return await Replay.VerifyRunAsync(run);
        await using var stream = File.OpenRead(file);
        return await RunFile.VerifyAsync(Replay, stream);
    }

    public async Task ExportAsync(string path)
    {
        if (file is not null)
            throw CommandFailure.Usage($"'{file}' is an exported log already");
        await using var stream = File.Create(path);
        await RunFile.ExportAsync(Log, run, stream);
    }

    public async Task<IReadOnlyList<ReplayedState>> StatesAtAsync(long position)
    {
        if (file is null)
            return await Replay.StatesAtAsync(run, position);
        await using var stream = File.OpenRead(file);
        var events = (await RunFile.ReadAsync(stream)).Events.Where(e => e.Position <= position);
        var states = new List<ReplayedState>();
        foreach (var lifetime in events.GroupBy(e => e.Stream, StringComparer.Ordinal))
            states.Add(await FoldAsync(lifetime.Key, lifetime));
        return states;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        scratch?.Delete(recursive: true);
    }

    private static async Task<RecordedRun> OpenFileAsync(Invocation call, string path, CancellationToken stop)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            await RunFile.ReadAsync(stream);
        }
        catch (InvalidDataException e)
        {
            throw CommandFailure.Usage($"'{path}' is no exported log: {e.Message}");
        }

        stop.ThrowIfCancellationRequested();
        var empty = Directory.CreateTempSubdirectory("cortex-replay-");
        return new RecordedRun(EmbeddedHost.Compose(call.Settings, new DataDirectory(empty.FullName), HostNeed.Reading, call.Shell.Clock), empty, path, default);
    }

    private static Guid Find(IRuns runs, string text)
    {
        if (Guid.TryParse(text, out var id) && runs.Find(id) is not null)
            return id;
        return runs.Matching(text.ToLowerInvariant()) switch
        {
            [var only] => only,
            [] => throw CommandFailure.Usage($"there is no file and no run '{text}'", "'cortex list' shows the runs of a data directory."),
            var several => throw CommandFailure.Usage($"'{text}' begins the ids of {several.Count} runs", "Give more of the id."),
        };
    }

    private async Task<ReplayedState> FoldAsync(string stream, IEnumerable<LoggedEvent> events)
    {
        var slash = stream.IndexOf('/');
        var machine = services.Services.GetServices<RecordedMachine>().FirstOrDefault(m => m.Name == stream[..slash])
            ?? throw CommandFailure.Usage($"'{file}' has a lifetime of a machine that this build does not have: {stream}");
        var lifetime = machine.Begin(Guid.Parse(stream[(slash + 1)..]));
        foreach (var logged in events.OrderBy(e => e.Sequence))
            await lifetime.StepAsync(logged);
        return new ReplayedState(stream, lifetime.Sequence, lifetime.CurrentState, lifetime.State);
    }
}
