using System.Net.Sockets;
using Cortex.Messaging.Stores;

namespace Cortex.Cli.Commanding;

/// <summary>What an exception means for the person at the terminal.</summary>
internal static class FailureText
{
    private const int NoSpaceLeft = 28;
    private const int SqliteFull = 13;

    public static CommandFailure Of(Exception e) => e switch
    {
        CommandFailure failure => failure,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        OperationCanceledException { InnerException: TimeoutException late } => new CommandFailure(ExitCodes.Failed, $"the host does not answer: {late.Message}", "'cortex doctor' shows what is running."),
        OperationCanceledException => new CommandFailure(ExitCodes.Canceled, "canceled"),
        _ when IsDiskFull(e) => new CommandFailure(ExitCodes.Failed, "no space is left on the disk of the data directory",
            "Free some space, or give a data directory elsewhere with --data; then 'cortex resume' goes on where it stopped."),
        StoreException or Workspaces.Running.GitException => new CommandFailure(ExitCodes.Failed, e.Message),
        Coordinator.Notifications.NotificationSettingsException => new CommandFailure(ExitCodes.Usage, e.Message),
        Workspaces.Proposals.ForgeException => new CommandFailure(ExitCodes.Usage, e.Message.TrimEnd('.')),
        HttpRequestException { InnerException: SocketException } => new CommandFailure(ExitCodes.Failed,
            $"the host does not answer: {e.Message}", "'cortex doctor' shows what is running."),
        UnauthorizedAccessException => new CommandFailure(ExitCodes.Failed, e.Message, "Give a data directory that can be written with --data."),
        IOException or HttpRequestException => new CommandFailure(ExitCodes.Failed, e.Message),
        _ => new CommandFailure(ExitCodes.Failed, $"unexpected {e.GetType().Name}: {e.Message}", "CORTEX_DEBUG=1 shows where."),
    };

    private static bool IsDiskFull(Exception? e) => e switch
    {
        null => false,
        IOException { HResult: NoSpaceLeft } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SqliteFull } => true,
        _ => IsDiskFull(e.InnerException),
    };
}
