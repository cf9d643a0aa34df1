using Cortex.Documents.Files;
using Cortex.Documents.Ignores;

namespace Cortex.Security.Scanning.Sources;

/// <summary>A repository that is checked out.</summary>
internal sealed class WholeCheckout(string folder) : IScanSource
{
    public string Folder => folder;

    public Action<string>? Need => null;

    public SourceTree Walk(IgnoreRules ignores, Detections found, CancellationToken stop) =>
        SourceTree.Walk(folder, new HashSet<string>(StringComparer.Ordinal), ignores, TreeLimits.Default, found, stop);

    public Task ReadAsync(SourceTree tree, IReadOnlyCollection<SourceFile> files, FileLook look, CancellationToken stop)
    {
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            look(file, (offset, into) => tree.Read(file, offset, into));
        }
        return Task.CompletedTask;
    }
}
