namespace Cortex.Workers.Attempts;

/// <summary>Says what is awaited of an attempt. From Succeeded on it has ended.</summary>
public enum AttemptState
{
    /// <summary>The launcher is to start it.</summary>
    Launching,

    /// <summary>It is to fetch its assignment.</summary>
    Launched,

    /// <summary>It is to hand in its result.</summary>
    Running,
    Succeeded,
    Failed,
    Lost,
    Stopped,
}
