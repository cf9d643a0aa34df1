using System.Diagnostics.CodeAnalysis;

namespace Cortex.Workers.Attempts;

/// <summary>One try of a worker; the attempt is the fence.</summary>
public readonly record struct AttemptKey(Guid Worker, int Attempt)
{
    /// <summary>worker/attempt: the marker in a process's environment.</summary>
    public override string ToString() => $"{Worker:D}/{Attempt}";

    public static bool TryParse(string text, [NotNullWhen(true)] out AttemptKey? key)
    {
        key = text.Split('/') is [var worker, var attempt] && Guid.TryParseExact(worker, "D", out var id) && int.TryParse(attempt, out var number) ? new AttemptKey(id, number) : null;
        return key is not null;
    }
}
