using Cortex.Contracts.Targets;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Kubernetes;
using Cortex.Inventory.Discovery.Owners;
using Cortex.Inventory.Discovery.Packages;
using Cortex.Inventory.Discovery.Projects;
using Cortex.Inventory.Discovery.Repositories;
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
        var projects = new ProjectPlaces();
        DotNetProjects.Discover(tree, record, projects);
        NodeProjects.Discover(tree, record, projects);
        PackageDiscovery.Discover(tree, PackageScanner.Scan(folder, ct: stop), projects, record);
        DockerfileDiscovery.Discover(tree, record);
        KubernetesDiscovery.Discover(tree, record);
        GitHubWorkflows.Discover(tree, record);
        GitLabPipelines.Discover(tree, record);
        var ownership = OwnerDiscovery.Discover(tree, history, record);
        RepositoryDiscovery.Discover(tree, target, history, ownership, record);
        return record.ToScan();
    }
}
