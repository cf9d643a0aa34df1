using System.Security.Cryptography;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Hosting.Api;
using Cortex.Hosting.Data;

namespace Cortex.Cli.Up;

/// <summary>Passwords of the servers and the API's token, drawn once for a data directory. Readable by its owner only.</summary>
internal sealed record UpSecrets
{
    public required string RabbitMq { get; init; }
    public required string PostgreSql { get; init; }
    public required string Token { get; init; }

    public static UpSecrets ReadOrDraw(DataDirectory data)
    {
        var path = Path.Combine(data.Root, "servers", "secrets.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<UpSecrets>(File.ReadAllText(path), CortexJson.Options)!;
        var drawn = new UpSecrets { RabbitMq = Draw(), PostgreSql = Draw(), Token = ApiAccess.NewToken() };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, drawn, CortexJson.Indented);
        return drawn;
    }

    private static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
