using System.Text.Json;
using Cortex.Contracts;
using Cortex.Hosting.Data;
using Cortex.Workers.Launching;

namespace Cortex.Cli.Up;

/// <summary>up.json: what <c>cortex up</c> has started, so that <c>down</c>, and the next <c>up</c> after a crash, find all of it.</summary>
internal sealed record UpFile
{
    public required RunningProcess Supervisor { get; init; }

    public required IReadOnlyList<RunningProcess> Processes { get; init; }

    public static UpFile? Read(DataDirectory data)
    {
        try
        {
            return JsonSerializer.Deserialize<UpFile>(File.ReadAllText(PathIn(data)), CortexJson.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(DataDirectory data)
    {
        var unfinished = PathIn(data) + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this, CortexJson.Indented));
        File.Move(unfinished, PathIn(data), overwrite: true);
    }

    public static void Remove(DataDirectory data) => File.Delete(PathIn(data));

    private static string PathIn(DataDirectory data) => Path.Combine(data.Root, "up.json");
}

/// <summary>Process id and start (clock ticks since boot) together name one process only.</summary>
internal sealed record RunningProcess(string Name, int Id, long Start)
{
    public bool Runs => ProcessTable.Find(Id) is { IsZombie: false } found && found.Start == Start;

    public static RunningProcess Of(string name, int id) => new(name, id, ProcessTable.Find(id)?.Start ?? 0);
}
