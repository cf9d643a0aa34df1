using Cortex.Cli.Client;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Up;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Embedded;

/// <summary>
/// A client and the host behind it: this process's own, the one that already serves the data directory (joined), or a remote one.
/// </summary>
internal sealed class HostConnection : IAsyncDisposable
{
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BusGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly EmbeddedHost? host;

    private HostConnection(CoordinatorClient client, EmbeddedHost? host, DataDirectory? data)
    {
        Client = client;
        this.host = host;
        Data = data;
    }

    public CoordinatorClient Client { get; }

    /// <summary>True when the host lives and dies with this process.</summary>
    public bool OwnsHost => host is not null;

    /// <summary>Why this process's own host cannot go on; null while it can.</summary>
    public Exception? Failure => host?.Failure;

    /// <summary>Ends when this process's own host does.</summary>
    public CancellationToken Ending => host?.Ending ?? CancellationToken.None;

    /// <summary>What this process's own host could not reach, one line; it goes on trying. Null when there was nothing.</summary>
    public string? Missing { get; private init; }

    /// <summary>True when somebody else starts the host again: it is another machine's, or one of 'cortex up'.</summary>
    public bool ComesBack => !OwnsHost && (Data is null || UpFile.Read(Data)?.Supervisor.Runs == true);

    /// <summary>Null when the host is on another machine.</summary>
    public DataDirectory? Data { get; }

    /// <summary>Null when there is nothing to read.</summary>
    public static async Task<HostConnection?> TryOpenToReadAsync(Invocation call, CancellationToken stop)
    {
        if (call.Settings.Server is not null || File.Exists(call.Settings.Data.Store) || File.Exists(call.Settings.Data.Endpoint))
            return await OpenAsync(call, HostNeed.Reading, stop);
        HostLock.RequireFolder(call.Settings.Data);
        return null;
    }

    public static async Task<HostConnection> OpenToReadAsync(Invocation call, CancellationToken stop) =>
        await TryOpenToReadAsync(call, stop)
        ?? throw CommandFailure.Usage($"there is no run in the data directory '{call.Settings.Data.Root}'", "'cortex run' makes one; --data names another directory.");

    /// <param name="call">Whose settings say which host.</param>
    /// <param name="need">What for.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="staysWithoutBus">True for a host that waits for its broker as long as it takes.</param>
    public static async Task<HostConnection> OpenAsync(Invocation call, HostNeed need, CancellationToken stop, bool staysWithoutBus = false)
    {
        var settings = call.Settings;
        if (settings.Server is { } server)
            return new HostConnection(new CoordinatorClient(server, settings.Token), null, null);

        var clock = call.Shell.Clock;
        var asked = clock.GetTimestamp();
        while (true)
        {
            if (HostLock.TryTake(settings.Data) is { } held)
            {
                var own = await EmbeddedHost.StartAsync(settings, need, held, clock, stop);
                var missing = need == HostNeed.Working ? await own.MissingAsync(BusGrace, clock, stop) : null;
                if (missing is not null && !staysWithoutBus)
                {
                    await own.DisposeAsync();
                    throw new CommandFailure(ExitCodes.Failed, missing.TrimEnd('.'));
                }

                return new HostConnection(new CoordinatorClient(own.Url, own.Token), own, settings.Data) { Missing = missing };
            }

            if (await TryJoinAsync(settings.Data, stop) is { } joined)
                return joined;
            if (clock.GetElapsedTime(asked) > StartGrace)
                throw Unreachable(settings.Data);
            await Task.Delay(Between, clock, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (host is not null)
            await host.DisposeAsync();
    }

    /// <summary>Null when the file is missing or left over from a host that is gone.</summary>
    private static async Task<HostConnection?> TryJoinAsync(DataDirectory data, CancellationToken stop)
    {
        if (HostFile.Read(data) is not { } file)
            return null;
        var client = new CoordinatorClient(file.Url, file.Token);
        try
        {
            await client.HostAsync(stop);
            return new HostConnection(client, null, data);
        }
        catch (Exception e) when (e is HttpRequestException or CommandFailure)
        {
            client.Dispose();
            return null;
        }
    }

    private static CommandFailure Unreachable(DataDirectory data)
    {
        var holder = HostFile.Read(data) is { } file ? $" (process {file.Pid} at {file.Url})" : "";
        return new CommandFailure(ExitCodes.Failed,
            $"another host{holder} holds the data directory '{data.Root}' and does not answer",
            "Wait for it or end it, or give another directory with --data.");
    }
}
