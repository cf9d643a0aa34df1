using System.ComponentModel.DataAnnotations;

namespace Cortex.Workers.Liveness;

/// <summary>Section <c>Workers:Liveness</c>. Seconds.</summary>
public sealed class LivenessOptions
{
    /// <summary>Silence after which an attempt is suspected.</summary>
    [Range(0.1, 3600)]
    public double SuspectAfterSeconds { get; set; } = 35;

    /// <summary>Further silence after which a suspected attempt is ended and lost.</summary>
    [Range(0.1, 3600)]
    public double LostAfterSeconds { get; set; } = 35;

    /// <summary>What an attempt has, after it was asked to stop, until it is killed.</summary>
    [Range(0, 600)]
    public double StopGraceSeconds { get; set; } = 10;

    /// <summary>Between two looks; a process's end or a command makes it look at once.</summary>
    [Range(0.05, 300)]
    public double WatchSeconds { get; set; } = 2;

    /// <summary>Between two signs of life of a host that shares its store.</summary>
    [Range(0.05, 300)]
    public double ReplicaBeatSeconds { get; set; } = 3;

    /// <summary>Silence after which another replica of the service takes over what such a host has running.</summary>
    [Range(0.1, 3600)]
    public double ReplicaSilenceSeconds { get; set; } = 30;
}
