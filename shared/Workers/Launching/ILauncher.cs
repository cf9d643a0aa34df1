using Cortex.Workers.Attempts;

namespace Cortex.Workers.Launching;

/// <summary>What is to be started.</summary>
public sealed record Launch(AttemptKey Key, string Master, string Type, string Token, Uri Gateway, string Workspace)
{
    /// <summary>The attempt's span as a W3C <c>traceparent</c>; null when nobody listens.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>What the launcher can see of an attempt. <see cref="Evidence"/> is set when it is gone.</summary>
public sealed record Sighting(bool Runs, string? Evidence)
{
    public static Sighting Alive { get; } = new(true, null);

    public static Sighting Gone(string evidence) => new(false, evidence);
}

/// <summary>Starts attempts, sees their end, ends them. An attempt is known by its key and by the handle its launch returned.</summary>
public interface ILauncher
{
    /// <summary>Returns the handle, which is stored with the attempt.</summary>
    Task<string> LaunchAsync(Launch launch, CancellationToken stop);

    Sighting Look(AttemptKey key, string? handle);

    /// <summary>Asks it to end and to hand in what it has.</summary>
    void AskToStop(AttemptKey key, string? handle);

    /// <summary>Ends it with all it has started; returns when nothing of it runs.</summary>
    Task KillAsync(AttemptKey key, string? handle, CancellationToken stop);

    /// <summary>Attempts whose end it remembers.</summary>
    IReadOnlyCollection<AttemptKey> Remembered { get; }

    /// <summary>Their end is recorded; nobody will look for them again.</summary>
    void Forget(AttemptKey key);

    /// <summary>
    /// Returns when nothing of <paramref name="known"/> attempts runs any more, and how many processes an earlier host had left running of them. One that
    /// has handed in its result gets a moment to end by itself.
    /// </summary>
    Task<int> SweepAsync(IReadOnlySet<AttemptKey> known, CancellationToken stop);
}
