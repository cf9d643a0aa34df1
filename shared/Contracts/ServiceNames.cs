namespace Cortex.Contracts;

/// <summary>The seven services; the name is also the prefix of a service's queues and the folder below <c>services/</c>.</summary>
public static class ServiceNames
{
    public const string Coordinator = "coordinator";
    public const string Security = "security";
    public const string Development = "development";
    public const string Inventory = "inventory";
    public const string CiCd = "cicd";
    public const string Testing = "testing";
    public const string Monitoring = "monitoring";

    public static IReadOnlyList<string> All { get; } = [Coordinator, Security, Development, Inventory, CiCd, Testing, Monitoring];
}
