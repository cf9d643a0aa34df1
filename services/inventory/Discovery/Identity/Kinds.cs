namespace Cortex.Inventory.Discovery.Identity;

/// <summary>Kinds of assets and of relations that the catalog-worker finds.</summary>
internal static class Kinds
{
    public const string Repository = "repository";
    public const string Project = "project";
    public const string Package = "package";
    public const string Dockerfile = "dockerfile";
    public const string Image = "image";
    public const string KubernetesResource = "kubernetes-resource";
    public const string Kustomization = "kustomization";
    public const string Workflow = "workflow";
    public const string Job = "job";
    public const string Action = "action";
    public const string Owner = "owner";
    public const string TestSuite = "test-suite";
    public const string HelmChart = "helm-chart";
    public const string TerraformModule = "terraform-module";
    public const string TerraformResource = "terraform-resource";
    public const string ComposeService = "compose-service";
    public const string Api = "api";
    public const string Dashboard = "dashboard";
    public const string AlertRule = "alert-rule";
    public const string RecordingRule = "recording-rule";

    public const string Contains = "contains";
    public const string DependsOn = "depends-on";
    public const string OwnedBy = "owned-by";
    public const string TestedBy = "tested-by";
    public const string BuiltInto = "built-into";
    public const string Deploys = "deploys";
    public const string TriggeredBy = "triggered-by";
    public const string Exposes = "exposes";
    public const string ObservedBy = "observed-by";
}
