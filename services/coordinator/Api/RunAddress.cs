using Microsoft.AspNetCore.Http;

namespace Cortex.Coordinator.Api;

/// <summary>The id in a path: whole, or enough of its beginning to mean one run.</summary>
internal static class RunAddress
{
    private const int ShortestPrefix = 4;
    private const int Shown = 5;

    public static (Guid Id, IResult? Problem) Resolve(IRuns runs, string text)
    {
        if (Guid.TryParse(text, out var id))
            return (id, Existing(runs, id, text));
        if (text.Length < ShortestPrefix || !text.All(c => char.IsAsciiHexDigit(c) || c == '-'))
            return (default, ApiProblem.NotFound($"'{text}' is no run id.", $"Give the id, or at least {ShortestPrefix} of its first characters."));

        var matching = runs.Matching(text.ToLowerInvariant());
        return matching.Count switch
        {
            1 => (matching[0], Existing(runs, matching[0], text)),
            0 => (default, Unknown(text)),
            _ => (default, ApiProblem.Conflict(
                $"'{text}' begins the ids of {matching.Count} runs: {string.Join(", ", matching.Take(Shown))}{(matching.Count > Shown ? ", …" : "")}.",
                "Give more of the id.")),
        };
    }

    private static IResult? Existing(IRuns runs, Guid id, string text)
    {
        if (runs.Rejection(id) is { } reason)
            return ApiProblem.Rejected(reason);
        return runs.Find(id) is null ? Unknown(text) : null;
    }

    private static IResult Unknown(string text) =>
        ApiProblem.NotFound($"No run has the id '{text}'.", "GET /api/orchestrations lists them all.");
}
