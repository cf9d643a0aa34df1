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

    public const string Contains = "contains";
    public const string DependsOn = "depends-on";
    public const string OwnedBy = "owned-by";
}
