using Cortex.Contracts.Workers;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;

namespace Cortex.Workers.Work;

/// <summary>A worker's context over the gateway.</summary>
internal sealed class WorkContext(GatewayClient gateway, Assignment assignment, string workspace, Heartbeats heartbeats, Git git) : IWorkContext, IDisposable
{
    private readonly SemaphoreSlim _checkout = new(1, 1);

    public string Workspace => workspace;

    public async Task<string> CheckOutAsync(string target, CancellationToken stop)
    {
        var index = IndexOf(target);
        var folder = Path.Combine(workspace, "source", index.ToString());
        await _checkout.WaitAsync(stop);
        try
        {
            if (Directory.Exists(folder))
                return folder;
            var bundle = Path.Combine(workspace, $"source-{index}.bundle");
            var unpacked = folder + ".new";
            Directory.CreateDirectory(unpacked);
            var shallow = await gateway.FetchSourceAsync(index, bundle, stop);
            await new SourceCheckout(git).CreateAsync(new SourceBundle(bundle, shallow), assignment.Targets[index].Commit, unpacked, stop);
            File.Delete(bundle);
            Directory.Move(unpacked, folder);
            return folder;
        }
        finally
        {
            _checkout.Release();
        }
    }

    public Task<IReadOnlyList<SourceEntry>> ListFilesAsync(string target, CancellationToken stop) => gateway.ListFilesAsync(IndexOf(target), stop);

    public Task ReadFilesAsync(string target, IEnumerable<SourceEntry> files, SourceVisitor visit, CancellationToken stop) =>
        gateway.ReadFilesAsync(IndexOf(target), files, visit, stop);

    public Task ReportAsync(double? progress, string message, string? checkpoint = null) => heartbeats.ReportAsync(progress, message, checkpoint);

    public async Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop)
    {
        // A copy in the workspace can be sent again when the gateway is away for a moment.
        var copy = Path.Combine(workspace, Path.GetRandomFileName() + ".artifact");
        try
        {
            await using (var file = File.Create(copy))
                await content.CopyToAsync(file, stop);
            return await gateway.SaveArtifactAsync(name, copy, stop);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    public async Task<string> SaveCommitsAsync(string target, string bundle, CancellationToken stop) => await gateway.SaveCommitsAsync(IndexOf(target), bundle, stop);

    public Task<string> AskAsync(string lookup, string question, CancellationToken stop) => gateway.AskAsync(lookup, question, stop);

    public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) =>
        gateway.ReserveAsync(new TokenReservation { ReservationId = reservation, Tokens = tokens }, stop);

    public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) =>
        gateway.SettleAsync(new TokenSettlement { ReservationId = reservation, Used = used }, stop);

    private int IndexOf(string target)
    {
        for (var i = 0; i < assignment.Targets.Count; i++)
            if (string.Equals(assignment.Targets[i].Name, target, StringComparison.Ordinal))
                return i;
        throw new ArgumentException($"'{target}' is none of the assignment's targets: {string.Join(", ", assignment.Targets.Select(t => t.Name))}.", nameof(target));
    }

    public void Dispose() => _checkout.Dispose();
}
