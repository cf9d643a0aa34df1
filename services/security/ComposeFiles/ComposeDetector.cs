using Cortex.Documents.Files;
using Cortex.Security.Scanning;

namespace Cortex.Security.ComposeFiles;

/// <summary>Misconfigurations of Compose files; see docs/rules/compose.</summary>
internal sealed class ComposeDetector : IDetector
{
    public string Subject => "Compose files";

    public void Look(SourceTree tree, Detections found, CancellationToken stop)
    {
        var projects = new ComposeProjects(tree, found);
        foreach (var service in projects.Services())
        {
            stop.ThrowIfCancellationRequested();
            var look = new ServiceLook(service, found);
            Isolation.Look(look);
            Mounts.Look(look);
            Images.Look(look);
            Environments.Look(look);
            Ports.Look(look);
            Authentication.Look(look);
        }
    }
}
