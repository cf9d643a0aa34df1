using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Kubernetes;
using Cortex.Inventory.Discovery.Owners;
using Cortex.Inventory.Discovery.Packages;
using Cortex.Inventory.Discovery.Projects;
using Cortex.Inventory.Discovery.Repositories;
using Cortex.Inventory.Discovery.Tests;
using Cortex.Inventory.Discovery.Workflows;
using Cortex.Packages;

namespace Cortex.Inventory.Discovery;

/// <summary>All discoveries over one checkout. Nothing of it is executed; the same files and history give the same scan.</summary>
internal static class RepositoryScan
{
    public static TargetScan Scan(string folder, Target target, string identity, RepositoryHistory history, TreeLimits limits, CancellationToken stop)
    {
        var record = new ScanRecord(target.Name, identity, limits);
        var tree = SourceTree.Walk(folder, history.Links, limits, record, stop);
        var projects = ProjectDiscovery.Discover(tree, record);
        var ownership = "none";
        Run(record, "test suites", () => TestSuites.Discover(tree, record, projects));
        Run(record, "packages", () => PackageDiscovery.Discover(tree, PackageScanner.Scan(folder, ct: stop), projects, record));
        Run(record, "Dockerfiles", () => DockerfileDiscovery.Discover(tree, record));
        Run(record, "Kubernetes manifests", () => KubernetesDiscovery.Discover(tree, record));
        Run(record, "GitHub workflows", () => GitHubWorkflows.Discover(tree, record));
        Run(record, "GitLab pipelines", () => GitLabPipelines.Discover(tree, record));
        Run(record, "owners", () => ownership = OwnerDiscovery.Discover(tree, history, record));
        RepositoryDiscovery.Discover(tree, target, history, ownership, record);
        return record.ToScan();
    }

    /// <summary>Input that breaks one discovery must not hide what the others find; nothing is retired after such a scan.</summary>
    internal static void Run(ScanRecord record, string subject, Action discover)
    {
        try
        {
            discover();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            record.Partial();
            record.Unreadable(".", null, "discovery-failed", $"The {subject} could not be catalogued completely: {e.Message} Report this with the repository.", Severity.Medium);
        }
    }
}
