namespace Cortex.Cli.Configuration;

internal static class KnownSettings
{
    private const int HighestPort = 65535;

    public static Setting Data { get; } = new("data", "--data", "CORTEX_DATA", null, "data directory: log, catalogue, reports") { InFile = false };

    public static Setting Server { get; } = new("server", "--server", "CORTEX_SERVER", null, "address of a remote coordinator; without it, the host is this machine's")
    {
        Check = text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? null : "an http or https address",
    };

    public static Setting Token { get; } = new("token", null, "CORTEX_TOKEN", null, "access token of the remote coordinator") { Secret = true };

    public static Setting Plan { get; } = new("plan", "--plan", "CORTEX_PLAN", "full-orchestration", "plan of a run that names none");

    public static Setting Trust { get; } = new("trust", "--trust", "CORTEX_TRUST", "false", "true lets the targets' own builds and tests run")
    {
        Check = text => bool.TryParse(text, out _) ? null : "true or false",
    };

    public static Setting Port { get; } = new("port", "--port", "CORTEX_PORT", "0", "loopback port of the host; 0 takes a free one")
    {
        Check = text => int.TryParse(text, out var port) && port is >= 0 and <= HighestPort ? null : $"a number from 0 to {HighestPort}",
    };

    public static Setting Broker { get; } = new("broker", "--broker", "CORTEX_BROKER", null, "amqp address of a RabbitMQ for the host's bus; without it, the bus is inside the host")
    {
        Secret = true,
        Check = text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "amqp" or "amqps" ? null : "an amqp or amqps address",
    };

    public static Setting AdvisoriesUrl { get; } = Feed("advisories.url", "--url", "CORTEX_ADVISORIES_URL", "https://osv-vulnerabilities.storage.googleapis.com", "where 'advisories sync' finds OSV's archives");

    public static Setting EpssUrl { get; } = Feed("advisories.epss", "--epss", "CORTEX_ADVISORIES_EPSS", "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz", "where it finds the scores of EPSS");

    public static Setting KevUrl { get; } = Feed("advisories.kev", "--kev", "CORTEX_ADVISORIES_KEV", "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json", "where it finds CISA's catalogue of exploited vulnerabilities");

    public static IReadOnlyList<Setting> All { get; } = [Data, Server, Token, Plan, Trust, Port, Broker, AdvisoriesUrl, EpssUrl, KevUrl];

    private static Setting Feed(string name, string flag, string variable, string fallback, string what) => new(name, flag, variable, fallback, $"{what}; none for nothing")
    {
        Check = text => text == Settings.None || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? null : "an http or https address, or none",
    };
}
