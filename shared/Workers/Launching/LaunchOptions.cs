using System.ComponentModel.DataAnnotations;

namespace Cortex.Workers.Launching;

/// <summary>Section <c>Workers:Launching</c>.</summary>
public sealed class LaunchOptions
{
    /// <summary><c>local-process</c> or <c>in-process</c>.</summary>
    [RegularExpression("local-process|in-process", ErrorMessage = "Workers:Launching:Launcher is 'local-process' or 'in-process'.")]
    public string Launcher { get; set; } = LocalProcessLauncher.Kind;

    /// <summary>Program and first arguments of a worker; <c>work TYPE</c> follows. Empty is this very program.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>Memory an attempt may use, its children together; 0 is no limit.</summary>
    [Range(0, 1024 * 1024)]
    public int MemoryMegabytes { get; set; } = 4096;

    /// <summary>Variables of the host that workers get besides those every process needs.</summary>
    public IReadOnlyList<string> PassEnvironment { get; set; } = [];

    /// <summary>Launches at the same time.</summary>
    [Range(1, 256)]
    public int Parallel { get; set; } = 4;

    /// <summary>Bytes of an attempt's standard error that its evidence quotes.</summary>
    [Range(0, 64 * 1024)]
    public int EvidenceBytes { get; set; } = 2048;
}
