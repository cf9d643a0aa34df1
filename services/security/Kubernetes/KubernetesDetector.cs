using Cortex.Documents.Files;
using Cortex.Security.Kubernetes.Kustomize;
using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Network;
using Cortex.Security.Kubernetes.Pods;
using Cortex.Security.Scanning;

namespace Cortex.Security.Kubernetes;

/// <summary>Kubernetes resources that are set up unsafely, in YAML, JSON, lists and kustomizations.</summary>
internal sealed class KubernetesDetector : IDetector
{
    public string Subject => "Kubernetes resources";

    public void Look(SourceTree tree, Detections found, CancellationToken stop)
    {
        var manifests = ManifestFiles.Read(tree, found, stop);
        var build = new KustomizeBuild(manifests, tree, found, stop);
        var built = build.Run();
        var plain = manifests.Resources.Where(file => !build.Uses(file.Key)).SelectMany(file => file.Value);
        var all = plain.Concat(built).Select(resource => (Resource: resource, Pods: (IReadOnlyList<Pod>)[.. Pod.Of(resource)])).ToList();

        var overlays = new OverlayDetections(found);
        foreach (var (resource, pods) in all)
        {
            stop.ThrowIfCancellationRequested();
            overlays.Expect(resource);
            if (pods.Any(p => p.HasTooMany))
                found.Unreadable(resource.Path, resource.Body.Line, "too-many-containers", $"{resource.Subject} has more than {Pod.MostContainers} containers, and the rest was not looked at; split it.");
            KubernetesChecks.Run(pods, new Report(resource, detection => overlays.Add(resource, detection)));
        }

        NetworkPolicies.Check(all, found.Add);
        overlays.Flush();
    }
}
