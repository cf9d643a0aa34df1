using System.Diagnostics;
using System.Net.Sockets;
using Cortex.Cli.Commanding;
using Cortex.Workers.Work;
using Npgsql;

namespace Cortex.Cli.Up.Servers;

/// <summary>A PostgreSQL cluster of one's own. The server refuses to run as root, so root lends it the package's user.</summary>
internal sealed class PostgreSqlServer(string folder, string password, int port) : IServer
{
    private const string User = "cortex";
    private const string Database = "cortex";
    private const string Versions = "/usr/lib/postgresql";

    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    private static readonly string? Programs = Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public string Name => "postgresql";

    public string Package => "postgresql";

    public bool IsInstalled => Programs is not null;

    public string Address => ConnectionTo(Database);

    public string Shown => $"postgresql://127.0.0.1:{port}/{Database}";

    /// <summary>Fast shutdown: it ends sessions and writes a checkpoint.</summary>
    public int StopSignal => ProcessGroup.Interrupt;

    private static string[] AsItsUser => Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private string Data => Path.Combine(folder, "data");

    public async Task<ProcessPlan> PrepareAsync(CancellationToken stop)
    {
        if (!File.Exists(Path.Combine(Data, "PG_VERSION")))
            await InitializeAsync(stop);
        return new ProcessPlan(
            [.. AsItsUser, Path.Combine(Programs!, "postgres"), "-D", Data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "max_connections=300"],
            NoVariables);
    }

    public async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres") + ";Pooling=false;Timeout=5");
            await using var known = source.CreateCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'");
            if (await known.ExecuteScalarAsync(stop) is not null)
                return true;
            await using var create = source.CreateCommand($"CREATE DATABASE {Database}");
            await create.ExecuteNonQueryAsync(stop);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new CommandFailure(ExitCodes.Failed, $"the database in '{Data}' has another password than this data directory: an earlier one of the same path made it",
                $"Delete '{folder}' if nothing in it is needed; else put the servers/secrets.json back that belongs to it.", e);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            return false;
        }
    }

    private async Task InitializeAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password, stop);
        if (Environment.IsPrivilegedProcess)
            await RunAsync(["/bin/chown", "-R", "postgres", folder], stop);
        await RunAsync([.. AsItsUser, Path.Combine(Programs!, "initdb"), "-D", Data, "-U", User, "--pwfile", secret, "--auth=scram-sha-256", "-E", "UTF8", "--locale=C"], stop);
        File.Delete(secret);
    }

    private static async Task RunAsync(IReadOnlyList<string> command, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = await process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new CommandFailure(ExitCodes.Failed, $"{Path.GetFileName(command[0])} ended with {process.ExitCode}: {(errors.Length > 0 ? errors : await output).Trim()}");
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={port};Database={database};Username={User};Password={password}";
}
