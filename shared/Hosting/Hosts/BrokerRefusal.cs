using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Cortex.Hosting.Hosts;

/// <summary>Why a broker cannot be used, as a sentence that says what to do.</summary>
internal static class BrokerRefusal
{
    private static readonly string[] Forbidden = ["NOT_ALLOWED", "ACCESS_REFUSED"];
    private static readonly string[] Different = ["PRECONDITION_FAILED", "RESOURCE_LOCKED"];

    public static string Describe(Uri broker, Exception? exception)
    {
        var at = $"RabbitMQ at {BrokerAddress.Shown(broker)}";
        var chain = Chain(exception).ToList();
        if (IsOfCredentials(exception))
            return $"{at} refuses the user '{BrokerAddress.User(broker)}' or the password. Correct the address in CORTEX_BROKER or --broker and start again, "
                + "or give the user this password at the broker (rabbitmqctl change_password): a service asks again every five seconds.";
        if (Answer(chain, Forbidden) is { } forbidden)
            return $"{at} refuses the user '{BrokerAddress.User(broker)}': {forbidden}. Create the virtual host, and grant the user configure, write and read.";
        if (Answer(chain, Different) is { } different)
            return $"{at} has something of another kind under a name of Cortex: {different}. Remove it once it is empty, or use a virtual host of its own.";
        if (chain.OfType<SocketException>().FirstOrDefault() is { } unreachable)
            return $"{at} does not answer: {unreachable.Message}. It is tried again until it does; check the broker and the address in CORTEX_BROKER or --broker.";
        return $"{at} is lost: {chain.LastOrDefault()?.Message ?? "no reason was given"}. It is tried again until it is back.";
    }

    public static bool IsOfCredentials(Exception? exception) => Chain(exception).Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException);

    /// <summary>What the broker said, however often the client has wrapped it.</summary>
    private static string? Answer(IEnumerable<Exception> chain, string[] words) => chain.OfType<OperationInterruptedException>()
        .Select(closed => closed.ShutdownReason?.ReplyText ?? "")
        .SelectMany(text => words.Select(word => text.IndexOf(word, StringComparison.Ordinal)).Where(start => start >= 0).Select(start => text[start..].Split("', classId")[0]))
        .FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception? exception) => exception switch
    {
        null => [],
        AggregateException several => several.InnerExceptions.SelectMany(Chain),
        _ => Chain(exception.InnerException).Prepend(exception),
    };
}
