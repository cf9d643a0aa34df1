using Cortex.Documents.Files;

namespace Cortex.Security.Scanning;

/// <summary>One way of looking at a checkout. Reads files only; the same files give the same detections.</summary>
internal interface IDetector
{
    /// <summary>What it looks for, for people: "secrets", "Kubernetes resources".</summary>
    string Subject { get; }

    void Look(SourceTree tree, Detections found, CancellationToken stop);
}
