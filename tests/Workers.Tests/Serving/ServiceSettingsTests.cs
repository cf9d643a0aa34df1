using Cortex.Workers.Serving;

namespace Cortex.Workers.Tests.Serving;

public sealed class ServiceSettingsTests
{
    private const string Broker = "amqp://cortex:secret@broker:5672/";
    private const string Store = "Host=db;Database=cortex;Username=cortex;Password=secret";

    [Fact]
    public void Flags_stand_over_variables_and_those_over_defaults()
    {
        var settings = Read(["--url", "http://127.0.0.1:9", "--replica", "security-2"], new()
        {
            ["CORTEX_BROKER"] = Broker,
            ["CORTEX_STORE"] = Store,
            ["CORTEX_URL"] = "http://0.0.0.0:8080",
            ["CORTEX_HOST_NAMES"] = "security, security.cortex.svc",
        });

        Assert.Equal(new Uri("http://127.0.0.1:9"), settings.Url);
        Assert.Equal(("security-2", Store, null), (settings.Replica, settings.Store, settings.Token));
        Assert.Equal(["security", "security.cortex.svc"], settings.HostNames);
        Assert.Equal($"security@{Environment.MachineName}", Read(["--broker", Broker, "--store", Store], []).Replica);
    }

    [Theory]
    [InlineData("--store x", "over RabbitMQ only")]
    [InlineData("--broker amqp://broker", "share one PostgreSQL database")]
    [InlineData("--brokr amqp://broker", "did you mean --broker?")]
    [InlineData("--broker", "The value of --broker is missing")]
    [InlineData("--broker http://broker --store x", "no address that starts with amqp:// or amqps://")]
    [InlineData("--broker amqp://broker --store x --url ftp://host", "no address that starts with http://")]
    public void What_is_missing_or_wrong_is_said(string line, string words) =>
        Assert.Contains(words, Assert.Throws<ServiceUsageException>(() => Read(line.Split(' '), [])).Message, StringComparison.Ordinal);

    private static ServiceSettings Read(IReadOnlyList<string> arguments, Dictionary<string, string> variables) =>
        ServiceSettings.Read("security", arguments, variables.GetValueOrDefault);
}
