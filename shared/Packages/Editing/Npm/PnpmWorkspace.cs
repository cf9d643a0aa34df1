namespace Cortex.Packages.Editing.Npm;

/// <summary>pnpm-workspace.yaml: members, catalogs and, since pnpm 10, overrides. https://pnpm.io/pnpm-workspace_yaml.</summary>
internal static class PnpmWorkspace
{
    public const string FileName = "pnpm-workspace.yaml";
}
