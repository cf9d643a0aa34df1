using Cortex.Sagas.Log;
using Cortex.Sagas.Recording;

namespace Cortex.Sagas.Replays;

/// <summary>What was recorded against what this build does.</summary>
internal static class Comparison
{
    /// <summary>The first thing that differs, in words; null when nothing does.</summary>
    public static string? Of(LoggedEvent logged, Decision decision, string stateHash)
    {
        var emitted = decision.Outgoing.Select(EmittedMessage.Of).ToList();
        for (var i = 0; i < Math.Max(emitted.Count, logged.Emitted.Count); i++)
            if (Message(i < logged.Emitted.Count ? logged.Emitted[i] : null, i < emitted.Count ? emitted[i] : null) is { } what)
                return $"emitted message {i + 1}: {what}";
        if (!decision.CanceledDeadlines.SequenceEqual(logged.CanceledDeadlines, StringComparer.Ordinal))
            return $"deadlines taken back: recorded [{string.Join(", ", logged.CanceledDeadlines)}], now [{string.Join(", ", decision.CanceledDeadlines)}]";
        return stateHash == logged.StateHash ? null : $"the state after {logged.Type} differs";
    }

    private static string? Message(EmittedMessage? recorded, EmittedMessage? now) => (recorded, now) switch
    {
        (null, { } extra) => $"{extra.Type} was not recorded",
        ({ } missing, null) => $"{missing.Type} is not emitted any more",
        ({ } was, { } isNow) when was.Type != isNow.Type => $"recorded {was.Type}, now {isNow.Type}",
        ({ } was, { } isNow) when was.Service != isNow.Service => $"{was.Type} went to {was.Service ?? "everybody"}, now to {isNow.Service ?? "everybody"}",
        ({ } was, { } isNow) when was.MessageId != isNow.MessageId => $"{was.Type} has another message id",
        ({ } was, { } isNow) when was.Due != isNow.Due || was.DeadlineKey != isNow.DeadlineKey => $"{was.Type} is due at another time or under another name",
        ({ } was, { } isNow) when was.Sha256 != isNow.Sha256 => $"the content of {was.Type} differs",
        _ => null,
    };
}
