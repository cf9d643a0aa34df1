using Cortex.Contracts.Api;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;
using Cortex.Contracts.Reports;
using Cortex.Coordinator;
using Cortex.Coordinator.Api;
using Cortex.Hosting.Data;
using Cortex.Hosting.Hosts;
using Cortex.Hosting.Modules;
using Cortex.Messaging;
using Cortex.Messaging.Stores;
using Cortex.TestWorkers;
using Cortex.Workers.Changes;
using Cortex.Workers.Masters;
using Cortex.Workspaces.Proposals.Accounts;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>A whole host whose one working master makes the changes that its target asks for: real workers as processes, real git.</summary>
internal sealed class ChangeHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly WebApplication _app;

    private ChangeHost(WebApplication app, DataDirectory data) => (_app, Data) = (app, data);

    public DataDirectory Data { get; }

    public IRuns Runs => _app.Services.GetRequiredService<IRuns>();

    public Uri Url => new(_app.Urls.First());

    public Store Store => _app.Services.GetRequiredService<Store>();

    public static Task<ChangeHost> StartAsync(string data, ForgeSetting? forge = null, ICommitObserver? observer = null, params (string Name, string Value)[] settings) =>
        StartAsync(data, LogLevel.Warning, forge, observer, settings);

    public static async Task<ChangeHost> StartAsync(string data, LogLevel level, ForgeSetting? forge = null, ICommitObserver? observer = null, params (string Name, string Value)[] settings)
    {
        Directory.CreateDirectory(data);
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Workers:Launching:Command:0"] = Path.Combine(AppContext.BaseDirectory, "Cortex.TestWorkers"),
            ["Workers:Gateway:HeartbeatSeconds"] = "0.5",
            ["Workers:Liveness:WatchSeconds"] = "0.2",
        };
        if (forge is not null)
            foreach (var (name, value) in ((string, string)[])[("Url", forge.Url), ("Kind", forge.Kind), ("TokenFile", forge.TokenFile)])
                all[$"Forges:0:{name}"] = value;
        foreach (var (name, value) in settings)
            all[name] = value;
        var directory = new DataDirectory(data);
        IReadOnlyList<IModule> modules =
        [
            new DataModule(directory, observer), new MessagingModule(new StoreOptions { Path = directory.Store, WaitForDisk = false }), new CoordinatorModule(), new MasterModule<TestMaster>(),
        ];
        var app = CortexHost.Create(new CortexHostOptions { Settings = all, LogLevel = level }, modules);
        await app.StartAsync();
        return new ChangeHost(app, directory);
    }

    /// <summary>Runs to the report; the same id again goes on with the same run.</summary>
    public async Task<Report> RunAsync(Guid id, string target, bool dryRun = false, string goal = "test-change")
    {
        await Runs.SubmitAsync(new StartOrchestration { OrchestrationId = id, Targets = [target], Masters = [TestMaster.Name], Goal = goal, DryRun = dryRun, RequestedBy = "test" }, default);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (Runs.Find(id) is not { ReportReady: true })
        {
            Assert.Null(Runs.Rejection(id));
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, limit.Token);
        }

        var report = Runs.Report(id)!;
        Assert.True(report.Certificate.Holds, string.Join("; ", report.Certificate.Failures.Select(f => f.Detail)));
        return report;
    }

    public Task<RunUndone> UndoAsync(Guid run, bool dryRun = false) => _app.Services.GetRequiredService<ChangeUndo>().RunAsync(run, dryRun, default);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class DataModule(DataDirectory data, ICommitObserver? observer) : IModule
    {
        public string Name => "data";

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
            services.AddSingleton(data);
            if (observer is not null)
                services.AddSingleton(observer);
        }

        public void AddBus(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}

internal static class ReportedChanges
{
    public static Change Of(this Report report, string slug) => Assert.Single(report.Changes, change => change.Key == $"change:{slug}");
}
