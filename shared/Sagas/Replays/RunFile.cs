using System.Text.Json;
using Cortex.Contracts;
using Cortex.Sagas.Log;

namespace Cortex.Sagas.Replays;

/// <summary>
/// A run's log as one file: a header line, then an event a line. The lifetimes it took part in are whole, so that they can be replayed;
/// a pool's therefore holds what other runs asked of it before.
/// </summary>
public static class RunFile
{
    public const string Schema = "cortex.log/1";

    public static async Task ExportAsync(EventLog log, Guid run, Stream file, long upToPosition = long.MaxValue)
    {
        var streams = log.StreamsOf(run).Select(stream => log.ReadStream(stream, upToPosition)).Where(events => events.Count > 0).ToList();
        var header = new RunFileHeader
        {
            Schema = Schema,
            Run = run,
            Events = streams.Sum(events => events.Count),
            Heads = streams.ToDictionary(events => events[0].Stream, events => events[^1].Sequence, StringComparer.Ordinal),
        };
        await using var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync(JsonSerializer.Serialize(header, CortexJson.Options));
        foreach (var logged in streams.SelectMany(events => events).OrderBy(logged => logged.Position))
            await writer.WriteLineAsync(JsonSerializer.Serialize(logged, CortexJson.Options));
    }

    /// <exception cref="InvalidDataException">It is not such a file, or not all of it; the message says which line.</exception>
    public static async Task<RunFileContent> ReadAsync(Stream file)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        var header = Parse<RunFileHeader>(await reader.ReadLineAsync(), 1);
        if (header.Schema != Schema)
            throw new InvalidDataException($"The file is '{header.Schema}'; this version reads '{Schema}'.");
        var events = new List<LoggedEvent>();
        while (await reader.ReadLineAsync() is { } line)
            events.Add(Parse<LoggedEvent>(line, events.Count + 2));
        return new RunFileContent(header, events);
    }

    /// <summary>Verifies a file against this build, without a store.</summary>
    public static async Task<ReplayVerdict> VerifyAsync(Replay replay, Stream file)
    {
        var (header, events) = await ReadAsync(file);
        var streams = events.GroupBy(logged => logged.Stream, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var verdict = await replay.VerifyAsync(streams.Values);
        if (!verdict.Identical)
            return verdict;
        foreach (var (stream, head) in header.Heads)
            if (!streams.TryGetValue(stream, out var found) || found[^1].Sequence != head)
                return verdict with { Divergence = new Divergence(stream, head, 0, "the event is missing from the file") };
        return verdict;
    }

    private static T Parse<T>(string? line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line ?? "", CortexJson.Options) ?? throw new InvalidDataException($"Line {number} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Line {number} is not part of a {Schema} file: {e.Message}", e);
        }
    }
}

/// <summary>First line of a <see cref="RunFile"/>.</summary>
public sealed record RunFileHeader
{
    public required string Schema { get; init; }
    public required Guid Run { get; init; }
    public required int Events { get; init; }

    /// <summary>Number of the last event of each stream.</summary>
    public required IReadOnlyDictionary<string, long> Heads { get; init; }
}

public sealed record RunFileContent(RunFileHeader Header, IReadOnlyList<LoggedEvent> Events);
