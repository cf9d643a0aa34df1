using Cortex.Coordinator.Notifications;
using Cortex.Hosting.Data;
using Microsoft.Extensions.Configuration;

namespace Cortex.Coordinator.Tests.Notifications;

public sealed class NotificationSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_block_of_config_yaml_names_receivers()
    {
        var key = Path.Combine(_folder, "key");
        File.WriteAllText(key, "a secret that a file keeps\n");
        var options = Read($"""
            plan: full-orchestration
            notifications:
              mostTries: 3
              firstWaitSeconds: 0.5
              webhooks:
                - url: https://hooks.example.com/services/T0/B0
                  format: slack
                - name: ops
                  url: http://10.0.0.7:8080/cortex
                  events: [failed, escalation]
                  secretFile: {key}
            """);

        Assert.Equal((3, 0.5, 10), (options.MostTries, options.FirstWait.TotalSeconds, options.Timeout.TotalSeconds));
        Assert.Equal(["hooks.example.com", "ops"], options.Webhooks.Select(webhook => webhook.Name));
        Assert.Equal(("slack", null), (options.Webhooks[0].Format, options.Webhooks[0].Secret));
        Assert.Equal(["completed", "escalation", "failed"], options.Webhooks[0].Events.Order());
        Assert.Equal(("json", "a secret that a file keeps"), (options.Webhooks[1].Format, options.Webhooks[1].Secret));
        Assert.Equal(["escalation", "failed"], options.Webhooks[1].Events.Order());
        Assert.Equal("ops", options.Webhooks[1].ToString());
    }

    [Fact]
    public void Variables_stand_in_for_the_file()
    {
        var options = Read("notifications:\n  webhooks:\n    - url: https://one.example.com", ("NOTIFICATIONS:WEBHOOKS:0:URL", "https://two.example.com"), ("NOTIFICATIONS:WEBHOOKS:0:EVENTS", "failed, canceled"));

        var webhook = Assert.Single(options.Webhooks);
        Assert.Equal("two.example.com", webhook.Name);
        Assert.Equal(["canceled", "failed"], webhook.Events.Order());
    }

    [Fact]
    public void Without_the_block_nobody_is_told()
    {
        Assert.Empty(Read("plan: full-orchestration").Webhooks);
        Assert.Empty(Read("").Webhooks);
        Assert.Empty(NotificationSettings.Read(new ConfigurationBuilder().Build(), new DataDirectory(_folder + "/none")).Webhooks);
    }

    [Theory]
    [InlineData("webhook:\n    - url: https://a.example", "3: notifications: 'webhook' is not known; did you mean 'webhooks'?")]
    [InlineData("webhooks:\n    - uri: https://a.example", "3: notifications: 'uri' is not known; did you mean 'url'?")]
    [InlineData("webhooks:\n    - url: https://a.example\n      events: [compleeted]", "4: notifications: 'compleeted' is not known; did you mean 'completed'?")]
    [InlineData("webhooks:\n    - url: https://a.example\n      format: slak", "4: notifications: 'slak' is not known; did you mean 'slack'?")]
    [InlineData("webhooks:\n    - url: ftp://a.example/T0P-SECRET", "3: notifications: url is no http or https address")]
    [InlineData("webhooks:\n    - url: https://me:T0P-SECRET@a.example", "3: notifications: url carries a user or password")]
    [InlineData("webhooks:\n    - name: ops", "3: notifications: a webhook needs a url")]
    [InlineData("webhooks:\n    - url: https://a.example\n      secret: short", "4: notifications: a secret has 16 characters at least")]
    [InlineData("webhooks:\n    - url: https://a.example\n      secret: T0P-SECRET-T0P-SECRET\n      secretFile: x", "5: notifications: a webhook has secret or secretFile, not both")]
    [InlineData("webhooks:\n    - url: https://a.example\n      secretFile: /no/such/file", "4: notifications: secretFile cannot be read")]
    [InlineData("webhooks:\n    - url: https://a.example\n    - url: https://a.example/other", "two webhooks are called 'a.example'; give each a name of its own")]
    [InlineData("webhooks:\n    - url: https://a.example\n      name: 'two words'", "4: notifications: name is up to 64 letters")]
    [InlineData("webhooks:\n    - url: https://a.example\n      url: https://b.example", "4: 'url' is set twice")]
    [InlineData("webhooks: https://a.example", "2: notifications: webhooks is a list")]
    [InlineData("webhooks:\n    - https://a.example", "3: notifications: webhooks is a list")]
    [InlineData("webhooks:\n    - url: [https://a.example]", "3: notifications: url is one value")]
    [InlineData("mostTries: 51", "2: notifications: mostTries is '51' and can be 1 to 50")]
    [InlineData("timeoutSeconds: soon", "2: notifications: timeoutSeconds is 'soon' and can be 0.1 to 60")]
    [InlineData("webhooks: &a\n    - *a", "anchors and aliases are not read here")]
    [InlineData("webhooks:\n    - url: {a: {b: {c: {d: e}}}}", "is too deep or too long")]
    public void What_cannot_be_used_is_said_with_its_line(string block, string expected)
    {
        var said = Assert.Throws<NotificationSettingsException>(() => Read("notifications:\n  " + block)).Message;

        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("T0P-SECRET", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_variable_says_wrongly_is_said_with_its_name() => Assert.Contains(
        "CORTEX_Notifications__WEBHOOKS__0__UR: notifications: 'UR' is not known; did you mean 'url'?",
        Assert.Throws<NotificationSettingsException>(() => Read("", ("NOTIFICATIONS:WEBHOOKS:0:UR", "https://a.example"))).Message, StringComparison.Ordinal);

    private NotificationOptions Read(string yaml, params (string Name, string Value)[] variables)
    {
        File.WriteAllText(Path.Combine(_folder, "config.yaml"), yaml);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value))).Build();
        return NotificationSettings.Read(configuration, new DataDirectory(_folder));
    }
}
