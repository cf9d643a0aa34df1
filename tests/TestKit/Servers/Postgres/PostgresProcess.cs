using Cortex.TestKit.Servers.Processes;

namespace Cortex.TestKit.Servers.Postgres;

/// <summary>Debian's postgresql without its service. It refuses to run as root, so root lends it the postgres user of the package.</summary>
internal sealed class PostgresProcess(int port) : IServer
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-postgres-").FullName;
    private ServerProcess? _server;

    public static string? Missing => Programs is null ? "no PostgreSQL below /usr/lib/postgresql: apt-get install --no-install-recommends postgresql" : null;

    public bool HasEnded => _server is null or { HasEnded: true };

    public string Log => _server?.Log ?? "";

    private string Data => Path.Combine(_folder, "data");

    public async Task StartAsync()
    {
        if (!Directory.Exists(Data))
            await InitializeAsync();
        if (_server is not null)
            await _server.KillAsync();
        // Only processes are killed here, never the machine: nothing that was written needs to reach the disk.
        _server = await ServerProcess.StartAsync(_folder, NoVariables,
            [.. AsPostgres, Path.Combine(Programs!, "postgres"), "-D", Data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={_folder}", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"]);
    }

    public async Task KillAsync()
    {
        if (_server is { } server)
            await server.KillAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string[] AsPostgres => Environment.IsPrivilegedProcess ? [Tool.Find("setpriv")!, "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private async Task InitializeAsync()
    {
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, PostgresServer.Password);
        if (Environment.IsPrivilegedProcess)
            await Tool.RunAsync(NoVariables, Tool.Find("chown")!, "-R", "postgres", _folder);
        await Tool.RunAsync(NoVariables, [.. AsPostgres, Path.Combine(Programs!, "initdb"), "-D", Data, "-U", PostgresServer.User,
            "--pwfile", password, "--auth-host=scram-sha-256", "--auth-local=trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
    }
}
