using System.Text.Json;
using Cortex.Contracts;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Embedded;

/// <summary>host.json: where the running host answers and what it asks for. Readable by its owner only.</summary>
internal sealed record HostFile
{
    public required Uri Url { get; init; }
    public required string Token { get; init; }
    public required int Pid { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null when there is none, or it is not finished.</summary>
    public static HostFile? Read(DataDirectory data)
    {
        try
        {
            return JsonSerializer.Deserialize<HostFile>(File.ReadAllText(data.Endpoint), CortexJson.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(DataDirectory data)
    {
        var unfinished = data.Endpoint + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
            JsonSerializer.Serialize(file, this, CortexJson.Indented);
        File.Move(unfinished, data.Endpoint, overwrite: true);
    }

    public static void Remove(DataDirectory data) => File.Delete(data.Endpoint);
}
