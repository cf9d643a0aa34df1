using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Stored;
using Cortex.Workers.Work;

namespace Cortex.Security.Tests.Scanning;

/// <summary>What a scan asks its master, answered by a real store; nothing else is to be asked.</summary>
internal sealed class AskingContext(AdvisoryStore store) : IWorkContext
{
    public string Workspace => throw new NotSupportedException();

    public Task<string> AskAsync(string lookup, string question, CancellationToken stop) => AdvisoryLookup.For(store).AnswerAsync(question, stop);

    public Task<string> CheckOutAsync(string target, CancellationToken stop) => throw new NotSupportedException();

    public Task ReportAsync(double? progress, string message, string? checkpoint = null) => throw new NotSupportedException();

    public Task<string> SaveArtifactAsync(string name, Stream content, CancellationToken stop) => throw new NotSupportedException();

    public Task<bool> ReserveTokensAsync(Guid reservation, int tokens, CancellationToken stop) => throw new NotSupportedException();

    public Task SettleTokensAsync(Guid reservation, int used, CancellationToken stop) => throw new NotSupportedException();
}
