using Cortex.TestKit.Servers;
using Xunit;

namespace Cortex.TestKit.Disks;

/// <summary>A fact that mounts a small disk, which root may, where it is allowed, and needs these servers besides.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute(params ServerKind[] servers) =>
        Skip = Sources.Missing(servers) ?? (Environment.IsPrivilegedProcess && Mounts() ? null : "a small disk cannot be mounted here: it takes root and the right to mount");

    private static bool Mounts()
    {
        using var disk = SmallDisk.TryMount(1);
        return disk is not null;
    }
}
