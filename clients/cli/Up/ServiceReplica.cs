using Cortex.Contracts;

namespace Cortex.Cli.Up;

/// <summary>A service's process: <c>security-2</c> is the second of security.</summary>
internal sealed record ServiceReplica(string Service, int Number, int Port)
{
    private static readonly Dictionary<string, string> Programs = new(StringComparer.Ordinal)
    {
        [ServiceNames.Coordinator] = "Cortex.Coordinator",
        [ServiceNames.Security] = "Cortex.Security",
        [ServiceNames.Development] = "Cortex.Development",
        [ServiceNames.Inventory] = "Cortex.Inventory",
        [ServiceNames.CiCd] = "Cortex.CiCd",
        [ServiceNames.Testing] = "Cortex.Testing",
        [ServiceNames.Monitoring] = "Cortex.Monitoring",
    };

    public string Name => $"{Service}-{Number}";

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Stands beside this program.</summary>
    public string Program => Path.Combine(AppContext.BaseDirectory, Programs[Service] + (OperatingSystem.IsWindows() ? ".exe" : ""));
}
