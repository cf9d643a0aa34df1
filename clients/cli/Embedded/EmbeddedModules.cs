using Cortex.Hosting.Modules;

namespace Cortex.Cli.Embedded;

/// <summary>The seven services that one host composes.</summary>
internal static class EmbeddedModules
{
    public static IReadOnlyList<IModule> All { get; } = [];
}
