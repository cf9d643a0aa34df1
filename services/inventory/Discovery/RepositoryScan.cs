using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Inventory.Discovery.Apis;
using Cortex.Inventory.Discovery.Compose;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Documents;
using Cortex.Inventory.Discovery.Helm;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Kubernetes;
using Cortex.Inventory.Discovery.Observability;
using Cortex.Inventory.Discovery.Owners;
using Cortex.Inventory.Discovery.Packages;
using Cortex.Inventory.Discovery.Projects;
using Cortex.Inventory.Discovery.Repositories;
using Cortex.Inventory.Discovery.Terraform;
using Cortex.Inventory.Discovery.Tests;
using Cortex.Inventory.Discovery.Workflows;
using Cortex.Packages;

namespace Cortex.Inventory.Discovery;

/// <summary>All discoveries over one checkout. Nothing of it is executed; the same files and history give the same scan.</summary>
internal static class RepositoryScan
{
    public static TargetScan Scan(string folder, Target target, string identity, RepositoryHistory history, TreeLimits limits, DateOnly today, CancellationToken stop)
    {
        var record = new ScanRecord(target.Name, identity, limits);
        var ignores = IgnoreRules.Read(folder, history.Links, today, record);
        var tree = SourceTree.Walk(folder, history.Links, ignores, limits, record, stop);
        var projects = ProjectDiscovery.Discover(tree, record);
        var ownership = "none";
        Run(record, "test suites", () => TestSuites.Discover(tree, record, projects));
        Run(record, "packages", () => PackageDiscovery.Discover(tree, PackageScanner.Scan(folder, ct: stop), projects, record));
        var builds = new ImageBuilds();
        Run(record, "Dockerfiles", () => DockerfileDiscovery.Discover(tree, record, builds));
        var observed = new Observed();
        Run(record, "Compose services", () => new ComposeDiscovery(tree, record, builds, observed).Discover());
        Run(record, "documents", () => DiscoverDocuments(tree, record, projects, observed));
        Run(record, "Helm charts", () => new HelmCharts(tree, record).Discover());
        Run(record, "Terraform modules", () => new TerraformDiscovery(tree, record).Discover());
        Run(record, "GitHub workflows", () => new GitHubWorkflows(tree, record, builds).Discover());
        Run(record, "GitLab pipelines", () => new GitLabPipelines(tree, record, builds).Discover());
        Run(record, "other pipelines", () => new OtherPipelines(tree, record).Discover());
        Run(record, "image builds", () => builds.Relate(tree, record, projects));
        Run(record, "observability", () => Observe(record, projects, observed));
        Run(record, "owners", () => ownership = OwnerDiscovery.Discover(tree, history, record));
        RepositoryDiscovery.Discover(tree, target, history, ownership, record);
        return record.ToScan();
    }

    private static void DiscoverDocuments(SourceTree tree, ScanRecord record, ProjectPlaces projects, Observed observed)
    {
        var documents = new DocumentPass(tree, record);
        var kubernetes = new KubernetesDiscovery(record, new Kustomizations(tree, record, documents), observed);
        var dashboards = new Dashboards(record, observed);
        var rules = new AlertRules(record, observed);
        var apis = new ApiDescriptions(record, projects);
        kubernetes.Visitors.Add(dashboards.Visit);
        kubernetes.Visitors.Add(rules.Visit);
        documents.Show(DocumentMarks.Kubernetes, kubernetes.Visit);
        documents.Show(DocumentMarks.Dashboard, dashboards.Visit);
        documents.Show(DocumentMarks.Rules, rules.Visit);
        documents.Show(DocumentMarks.Scrapes, new ScrapeJobs(observed).Visit);
        documents.Show(DocumentMarks.Api, apis.Visit);
        documents.Run();
        kubernetes.Finish();
        apis.Discover(tree);
    }

    private static void Observe(ScanRecord record, ProjectPlaces projects, Observed observed)
    {
        foreach (var project in projects.All.Where(p => !p.IsTest))
            observed.Add(project.Name, project.Urn);
        observed.Relate(record);
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
