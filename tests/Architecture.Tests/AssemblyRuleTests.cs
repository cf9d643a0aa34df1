using System.Reflection;
using NetArchTest.Rules;

namespace Cortex.Architecture.Tests;

/// <summary>The rule again, by what the compiled code really uses.</summary>
public sealed class AssemblyRuleTests
{
    private static readonly Assembly[] _all =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Cortex.*.dll")
            .Where(file => !Path.GetFileName(file).Contains("Test", StringComparison.Ordinal) || file.EndsWith("Cortex.Testing.dll", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom),
    ];

    [Fact]
    public void Contracts_use_nothing_of_Cortex_and_no_bus()
    {
        var contracts = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Cortex.Contracts.dll"));
        Assert.DoesNotContain(contracts.GetReferencedAssemblies(), reference => !reference.Name!.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void No_service_uses_another()
    {
        string[] services = ["Cortex.Coordinator", "Cortex.Security", "Cortex.Development", "Cortex.Inventory", "Cortex.CiCd", "Cortex.Testing", "Cortex.Monitoring"];
        foreach (var service in services)
        {
            var assembly = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, service + ".dll"));
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => services.Contains(reference.Name) && reference.Name != service);
        }
    }

    [Fact]
    public void Kubernetes_is_seen_by_launching_discovery_live_scan_and_preflight_only()
    {
        var offenders = Types.InAssemblies(_all).That().HaveDependencyOn("k8s").GetTypes()
            .Where(type => !(type.Namespace ?? "").Split('.').Any(part => part is "Launching" or "Discovery" or "LiveScan" or "Preflight"));
        Assert.Empty(offenders.Select(type => type.FullName));
    }

    [Fact]
    public void No_type_is_called_Task_Manager_Helper_or_Util()
    {
        string[] endings = ["Manager", "Helper", "Helpers", "Util", "Utils"];
        var offenders = _all.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Cortex", StringComparison.Ordinal) == true
                && (type.Name == "Task" || endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))));
        Assert.Empty(offenders.Select(type => type.FullName));
    }
}
