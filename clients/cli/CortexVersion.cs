using System.Reflection;

namespace Cortex.Cli;

internal static class CortexVersion
{
    public static string Text { get; } =
        typeof(CortexVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
