using Cortex.Cli.Configuration;

namespace Cortex.Cli.Starting;

/// <summary>The config.yaml that Cortex begins: every setting, explained, and none of them set.</summary>
internal static class ConfigTemplate
{
    private const string Head = """
        # Settings of Cortex. A flag beats the environment, which beats this file, which beats the default.
        # Take the '# ' off a name and give it a value to set it; 'cortex config show' tells what holds, and from where.

        """;

    private const string Notifications = """

        # Who is told when a run ends or escalates (docs/notifications.md; CORTEX_Notifications__Webhooks__0__Url and so on)
        # notifications:
        #   webhooks:
        #     - url: https://hooks.example.com/cortex
        #       events: [completed, failed, escalation]
        #       secretFile: /run/secrets/cortex-webhook

        """;

    public static string Text { get; } = Head + string.Concat(KnownSettings.All.Where(s => s.InFile).Select(Lines)) + Notifications;

    private static string Lines(Setting setting)
    {
        string?[] elsewhere = [setting.Flag, setting.Variable];
        return $"\n# {char.ToUpperInvariant(setting.Description[0])}{setting.Description[1..]} ({string.Join(", ", elsewhere.OfType<string>())})\n# {setting.Name}:{(setting.Default is { } value ? " " + value : "")}\n";
    }
}
