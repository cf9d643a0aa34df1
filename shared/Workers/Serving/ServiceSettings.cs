using Cortex.Hosting.Data;
using Cortex.Hosting.Suggestions;

namespace Cortex.Workers.Serving;

/// <summary>What <c>serve</c> of one service is told: flags over the environment over defaults.</summary>
public sealed record ServiceSettings
{
    private static readonly (string Flag, string Variable, string Meaning)[] Known =
    [
        ("--broker", "CORTEX_BROKER", "amqp://USER:PASSWORD@HOST:PORT/VHOST of RabbitMQ"),
        ("--store", "CORTEX_STORE", "connection string of PostgreSQL: Host=HOST;Port=5432;Database=NAME;Username=USER;Password=PASSWORD"),
        ("--redis", "CORTEX_REDIS", "HOST:PORT of Redis; without it replicas look into the store for each other's news"),
        ("--url", "CORTEX_URL", "address to listen on (http://127.0.0.1:0)"),
        ("--data", "CORTEX_DATA", "folder for workspaces, mirrors and reports (~/.cortex)"),
        ("--replica", "CORTEX_REPLICA", "name of this process among the service's; the same after a restart (SERVICE@MACHINE)"),
        ("--token", "CORTEX_TOKEN", "access token of the API; the same for all services"),
        ("--host-names", "CORTEX_HOST_NAMES", "names besides the loopback's under which it may be called, separated by commas; the first is the one that other services call"),
    ];

    public static string Usage { get; } = "usage: serve [OPTION VALUE]…   the master; each option may be given as a variable instead\n"
        + string.Concat(Known.Select(known => $"         {known.Flag,-13} {known.Variable,-18} {known.Meaning}\n"))
        + "       work TYPE   (started by the master)";

    public required Uri Broker { get; init; }

    /// <summary>Connection string.</summary>
    public required string Store { get; init; }

    public string? Redis { get; init; }

    public required Uri Url { get; init; }

    public required DataDirectory Data { get; init; }

    public required string Replica { get; init; }

    /// <summary>Null when nobody has one: the API then answers nobody.</summary>
    public string? Token { get; init; }

    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <exception cref="ServiceUsageException">Something is missing, unknown or no value of its option.</exception>
    public static ServiceSettings Read(string service, IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var given = Known.ToDictionary(known => known.Flag, known => environment(known.Variable), StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!given.ContainsKey(arguments[i]))
                throw new ServiceUsageException($"'{arguments[i]}' is no option of serve{(Nearest.Of(arguments[i], given.Keys) is { } near ? $"; did you mean {near}?" : ".")}");
            if (i + 1 == arguments.Count)
                throw new ServiceUsageException($"The value of {arguments[i]} is missing.");
            given[arguments[i]] = arguments[i + 1];
        }

        return new ServiceSettings
        {
            Broker = Address(given["--broker"] ?? throw new ServiceUsageException("A service alone hears the others over RabbitMQ only: name it with --broker or CORTEX_BROKER. All seven in one process: cortex serve."), "--broker", "amqp", "amqps"),
            Store = given["--store"] ?? throw new ServiceUsageException("Services share one PostgreSQL database: name it with --store or CORTEX_STORE. All seven in one process, on SQLite: cortex serve."),
            Redis = given["--redis"],
            Url = Address(given["--url"] ?? "http://127.0.0.1:0", "--url", "http"),
            Data = new DataDirectory(Path.GetFullPath(given["--data"] ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cortex"))),
            Replica = given["--replica"] ?? $"{service}@{Environment.MachineName}",
            Token = given["--token"],
            HostNames = given["--host-names"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    private static Uri Address(string text, string flag, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme, StringComparer.Ordinal)
            ? address
            : throw new ServiceUsageException($"The value of {flag} is no address that starts with {string.Join(":// or ", schemes)}://.");
}

/// <summary>The command line of a service is not one; the message says what to write.</summary>
public sealed class ServiceUsageException(string message) : Exception(message);
