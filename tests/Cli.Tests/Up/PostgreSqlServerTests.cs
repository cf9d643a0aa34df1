using Cortex.Cli.Commanding;
using Cortex.Cli.Up;
using Cortex.Cli.Up.Servers;
using Cortex.TestKit.Servers.Processes;

namespace Cortex.Cli.Tests.Up;

/// <summary>As root the database lies outside the data directory, and outlives one that is deleted.</summary>
public sealed class PostgreSqlServerTests : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("cortex-up-").FullName;

    // The server's user has to get through.
    public PostgreSqlServerTests() => File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [PostgreSqlFact]
    public async Task A_database_of_an_earlier_data_directory_is_said_to_be_one_at_once()
    {
        var port = FreePort.Take();
        var own = new PostgreSqlServer(Path.Combine(folder, "postgresql"), "earlier", port);
        using var process = SupervisedProcess.Start(own.Name, await own.PrepareAsync(default), Path.Combine(folder, "log"), "/");
        try
        {
            while (!await own.IsReadyAsync(default))
                await Task.Delay(Between, TimeProvider.System);

            var failure = await Assert.ThrowsAsync<CommandFailure>(() => new PostgreSqlServer(Path.Combine(folder, "postgresql"), "later", port).IsReadyAsync(default));

            Assert.Equal(ExitCodes.Failed, failure.ExitCode);
            Assert.StartsWith($"the database in '{folder}/postgresql/data' has another password than this data directory", failure.Message);
            Assert.DoesNotContain("later", failure.Message + failure.Advice);
        }
        finally
        {
            await process.StopAsync(own.StopSignal, Grace);
        }
    }

    private sealed class PostgreSqlFactAttribute : FactAttribute
    {
        public PostgreSqlFactAttribute() => Skip = new PostgreSqlServer("", "", 0).IsInstalled ? null : "not installed: apt-get install --no-install-recommends postgresql";
    }
}
