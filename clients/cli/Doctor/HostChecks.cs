using Cortex.Cli.Commanding;
using Cortex.Cli.Embedded;
using Cortex.Cli.Terminal;
using Cortex.Contracts.Masters;

namespace Cortex.Cli.Doctor;

/// <summary>The host and its store, by asking it: the running one, or one that is started only to read.</summary>
internal static class HostChecks
{
    public static async Task<IReadOnlyList<Check>> OfAsync(Invocation call, CancellationToken stop)
    {
        try
        {
            await using var connection = await HostConnection.TryOpenToReadAsync(call, stop);
            if (connection is null)
                return [new Check { Name = "store", Status = CheckStatus.Passed, Detail = "none yet; the first run makes it" }];
            var host = await connection.Client.HostAsync(stop);
            var runs = await connection.Client.ListAsync(stop);
            return
            [
                new Check
                {
                    Name = "host",
                    Status = CheckStatus.Passed,
                    Detail = connection.OwnsHost ? "none is running" : $"version {host.Version}, process {host.Pid}, at {connection.Client.Address}",
                },
                new Check { Name = "store", Status = CheckStatus.Passed, Detail = $"{Wording.Count(runs.Count, "run")} in {host.DataDirectory}" },
            ];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var failure = FailureText.Of(e);
            return [new Check { Name = "store", Status = CheckStatus.Failed, Detail = failure.Message, Advice = failure.Advice }];
        }
    }
}
