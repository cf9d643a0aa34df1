using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Hosting.Data;
using Cortex.Messaging;
using Cortex.Packages;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Fixing.Deciding;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Matching;
using Cortex.Security.Scanning;
using Cortex.Security.Scanning.Parts;
using Cortex.Security.Scanning.Sources;
using Cortex.Workers.Work;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;

namespace Cortex.Security.Tests.Fixing;

/// <summary>A fix-worker over real repositories: its source comes as a bundle, its advisories from a store, its tools from this machine.</summary>
internal sealed class FixRoom : IDisposable
{
    public static readonly Guid Run = DeterministicId.Of("a run of fixes");

    private readonly DataDirectory data;
    private readonly Git git = new(TimeProvider.System);

    public FixRoom()
    {
        Folder = Directory.CreateTempSubdirectory("cortex-fix-").FullName;
        data = new DataDirectory(Path.Combine(Folder, "data"));
        Advisories = AdvisoryStore.Open(Path.Combine(Folder, "advisories.db"), TimeProvider.System);
    }

    public string Folder { get; }

    public AdvisoryStore Advisories { get; }

    /// <summary>Downloads are kept between test runs where the repository keeps its build output.</summary>
    public static string Cache { get; } = Path.Combine(FixRepository.Root, "artifacts", "package-cache");

    /// <summary>Takes in an advisory: one range from 0 to the fix for each version named.</summary>
    public async Task AdviseAsync(string id, string ecosystem, string package, params string[] fixes)
    {
        var ranges = fixes.Select(fix => new { type = "ECOSYSTEM", events = new object[] { new { introduced = "0" }, new { @fixed = fix } } });
        var record = new { id, modified = "2024-01-01T00:00:00Z", summary = $"{package} is unsafe.", affected = new[] { new { package = new { ecosystem, name = package }, ranges } } };
        var path = Path.Combine(Folder, id + ".json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(record));
        await Advisories.ImportAsync(path, "test", null, CancellationToken.None);
    }

    /// <summary>Looks for vulnerable packages in a repository and lets a fix-worker upgrade them.</summary>
    public async Task<FixedRepository> FixAsync(FixRepository repository, bool trusted = true, Func<FixInput, FixInput>? change = null, string? checkpoint = null, CancellationToken stop = default)
    {
        var (target, context) = At(repository);
        var plan = Plan(await context.CheckOutAsync(target.Name, default), target.Name);
        var input = new FixInput { Identity = target.Name, Fixes = plan.Fixes, Open = plan.Open };
        return new(plan, await WorkAsync(target, context, change?.Invoke(input) ?? input, trusted, checkpoint, stop), context);
    }

    /// <summary>The whole scan of a repository, and what a fix-worker makes of what it hands over.</summary>
    public async Task<(TargetScan Scan, WorkerResult Result, Context Context)> ScanAndFixAsync(FixRepository repository, bool trusted = false)
    {
        var (target, context) = At(repository);
        var scan = await new RepositoryScan(target.Name, target.Name, ScanPart.Whole, dryRun: false, new(2026, 1, 1))
            .RunAsync(new WholeCheckout(await context.CheckOutAsync(target.Name, default)), mine: null, new AdvisoryQuestions(context), default);
        return (scan, scan.HandOffs is [var handOff] ? await WorkAsync(target, context, FixInput.Read(handOff.Input)!, trusted, null, default) : new(), context);
    }

    private (Target Target, Context Context) At(FixRepository repository)
    {
        var target = new Target { Name = repository.Name, Location = repository.Folder, Commit = repository.Commit, Branch = "main" };
        return (target, new Context(this, target));
    }

    private static Task<WorkerResult> WorkAsync(Target target, Context context, FixInput input, bool trusted, string? checkpoint, CancellationToken stop) =>
        new FixWorker().RunAsync(
            new()
            {
                OrchestrationId = Run,
                WorkerId = Run,
                Attempt = 1,
                Type = FixWorker.WorkerType,
                Master = ServiceNames.Security,
                Targets = [target],
                Deadline = DateTimeOffset.MaxValue,
                HeartbeatSeconds = 1,
                LeaseTokens = 0,
                Trusted = trusted,
                Input = input.ToText(),
                Checkpoint = checkpoint,
            },
            context,
            stop);

    public FixPlan Plan(string folder, string name)
    {
        IReadOnlyList<PackageAdvisory> Of(PackageOccurrence package) => PackageNames.Osv(package.Ecosystem) is { } ecosystem ? Advisories.Of(ecosystem, package.Name) : [];
        var scan = PackageScanner.Scan(folder);
        return FixPlan.Of(scan, VulnerabilityMatch.Of(scan.Packages, Of), Of, name, name);
    }

    public void Dispose()
    {
        Advisories.DisposeAsync().AsTask().GetAwaiter().GetResult();
        using var removal = Process.Start(new ProcessStartInfo("sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", Folder]) { UseShellExecute = false })!;
        removal.WaitForExit();
    }

    internal sealed class Context(FixRoom room, Target target) : IWorkContext
    {
        public string Workspace { get; } = Directory.CreateDirectory(Path.Combine(room.Folder, "work-" + Path.GetRandomFileName())).FullName;

        public Dictionary<string, string> Artifacts { get; } = new(StringComparer.Ordinal);

        public string? Checkpoint { get; private set; }

        /// <summary>The bundle handed in last.</summary>
        public byte[]? Commits { get; private set; }

        /// <summary>Called with each checkpoint.</summary>
        public Action<string>? OnCheckpoint { get; init; }

        public async Task<string> CheckOutAsync(string name, CancellationToken stop)
        {
            var folder = Path.Combine(Workspace, "source");
            if (Directory.Exists(folder))
                return folder;
            var bundle = await new SourceBundles(new Mirror(room.data, room.git), room.git).GetAsync(target, stop);
            await new SourceCheckout(room.git).CreateAsync(bundle, target.Commit, folder, stop);
            return folder;
        }

        public Task ReportAsync(double? progress, string message, string? checkpoint = null)
        {
            Checkpoint = checkpoint ?? Checkpoint;
            return Task.CompletedTask;
        }

        public async Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop)
        {
            using var reader = new StreamReader(content);
            Artifacts[name] = await reader.ReadToEndAsync(stop);
            return name;
        }

        public async Task<string> SaveCommitsAsync(string name, string bundle, CancellationToken stop)
        {
            Commits = await File.ReadAllBytesAsync(bundle, stop);
            return name;
        }

        public Task<string> AskAsync(string lookup, string question, CancellationToken stop) => lookup == RegistryLookup.Name
            ? Task.FromResult(JsonSerializer.Serialize(RegistryLookup.Of(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Cache), CortexJson.Options))
            : AdvisoryLookup.For(room.Advisories).AnswerAsync(question, stop);

        public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) => throw new NotSupportedException();

        public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) => throw new NotSupportedException();
    }
}

internal sealed record FixedRepository(FixPlan Plan, WorkerResult Result, FixRoom.Context Context)
{
    public Change Only => Assert.Single(Result.Changes);

    public Change Of(string package) => Assert.Single(Result.Changes, change => change.Package == package);

    public string Log(Change change) => Context.Artifacts.First(a => a.Key.Contains(change.Package!.Split('/')[^1].ToLowerInvariant().Replace('.', '-'), StringComparison.Ordinal)).Value;
}
