using System.Net;
using System.Net.Sockets;
using Cortex.Cli.Configuration;
using Cortex.Contracts.Masters;
using Cortex.Hosting.Data;
using Microsoft.Data.Sqlite;

namespace Cortex.Cli.Doctor;

internal static class DataChecks
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Below this a run of a few repositories may not fit.</summary>
    private const long LittleSpace = 2 * Gigabyte;

    public static Check Folder(DataDirectory data)
    {
        const string advice = "Give a folder that can be written with --data or CORTEX_DATA.";
        if (File.Exists(data.Root))
            return new Check { Name = "data directory", Status = CheckStatus.Failed, Detail = $"{data.Root} is a file", Advice = advice };
        var existing = Existing(data.Root);
        try
        {
            var probe = Path.Combine(existing, $".cortex-doctor-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new Check
            {
                Name = "data directory",
                Status = CheckStatus.Passed,
                Detail = existing == data.Root ? $"{data.Root} can be written" : $"{data.Root} does not exist yet; the first run makes it",
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check { Name = "data directory", Status = CheckStatus.Failed, Detail = $"{data.Root} cannot be written: {e.Message}", Advice = advice };
        }
    }

    public static Check Disk(DataDirectory data)
    {
        var free = new DriveInfo(Existing(data.Root)).AvailableFreeSpace;
        var enough = free >= LittleSpace;
        return new Check
        {
            Name = "disk",
            Status = enough ? CheckStatus.Passed : CheckStatus.Warning,
            Detail = $"{free / (double)Gigabyte:#,0.0} GiB free where the data directory is",
            Advice = enough ? null : "Mirrors and workspaces need room; free some, or give a data directory elsewhere.",
        };
    }

    public static Check Port(Settings settings)
    {
        if (settings.Port == 0)
            return new Check { Name = "port", Status = CheckStatus.Passed, Detail = "the host takes a free loopback port" };
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, settings.Port) { ExclusiveAddressUse = true };
            listener.Start();
            return new Check { Name = "port", Status = CheckStatus.Passed, Detail = $"port {settings.Port} is free" };
        }
        catch (SocketException)
        {
            return new Check { Name = "port", Status = CheckStatus.Warning, Detail = $"port {settings.Port} is taken", Advice = "Fine when a host runs; otherwise give another with --port or CORTEX_PORT." };
        }
    }

    public static Check Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sqlite_version(), sqlite_compileoption_used('ENABLE_FTS5')";
        using var row = command.ExecuteReader();
        row.Read();
        var search = row.GetInt64(1) == 1;
        return new Check
        {
            Name = "sqlite",
            Status = search ? CheckStatus.Passed : CheckStatus.Failed,
            Detail = $"SQLite {row.GetString(0)}, full-text search {(search ? "included" : "missing")}",
            Advice = search ? null : "Reinstall Cortex: the SQLite it brings along has full-text search.",
        };
    }

    private static string Existing(string path)
    {
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }
}
