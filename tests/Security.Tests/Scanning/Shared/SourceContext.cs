using Cortex.Contracts.Targets;
using Cortex.Hosting.Data;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Workers.Work;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;

namespace Cortex.Security.Tests.Scanning.Shared;

/// <summary>Gives a worker the source of real repositories as a gateway does, without HTTP between.</summary>
internal sealed class SourceContext(string folder, Target target, AdvisoryStore store) : IWorkContext
{
    private readonly Git git = new(TimeProvider.System, new DataDirectory(Path.Combine(folder, "data")));

    public string Workspace { get; } = Directory.CreateDirectory(Path.Combine(folder, "work-" + Path.GetRandomFileName())).FullName;

    public bool CheckedOut { get; private set; }

    public HashSet<string> Fetched { get; } = new(StringComparer.Ordinal);

    private Mirror Mirrors => new(new DataDirectory(Path.Combine(folder, "data")), git);

    public async Task<string> CheckOutAsync(string name, CancellationToken stop)
    {
        CheckedOut = true;
        var source = Path.Combine(Workspace, "source");
        await new SourceCheckout(git).CreateAsync(await new SourceBundles(Mirrors, git).GetAsync(target, stop), target.Commit, source, stop);
        return source;
    }

    public async Task<IReadOnlyList<SourceEntry>> ListFilesAsync(string name, CancellationToken stop) =>
        SourceListing.Parse(await new SourceFiles(Mirrors, git).ListAsync(target, stop));

    public async Task ReadFilesAsync(string name, IEnumerable<SourceEntry> files, SourceVisitor visit, CancellationToken stop)
    {
        var wanted = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        Fetched.UnionWith(wanted.Keys);
        using var archive = new MemoryStream();
        await new SourceFiles(Mirrors, git).WriteAsync(target, [.. wanted.Values.Select(file => file.Number)], archive, stop);
        archive.Position = 0;
        await SourceArchive.ReadAsync(archive, wanted, visit, stop);
    }

    public Task<string> AskAsync(string lookup, string question, CancellationToken stop) => AdvisoryLookup.For(store).AnswerAsync(question, stop);

    public Task ReportAsync(double? progress, string message, string? checkpoint = null) => Task.CompletedTask;

    public Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop) => throw new NotSupportedException();

    public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) => throw new NotSupportedException();

    public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) => throw new NotSupportedException();
}
