using Cortex.Cli.Configuration;

namespace Cortex.Cli.Starting;

/// <summary>The config.yaml that Cortex begins: every setting, explained, and none of them set.</summary>
internal static class ConfigTemplate
{
    private const string Head = """
        # Settings of Cortex. A flag beats the environment, which beats this file, which beats the default.
        # Without its '# ', a line 'name: value' is a setting; 'cortex config show' tells what holds, and from where.

        """;

    public static string Text { get; } = Head + string.Concat(KnownSettings.All.Where(s => s.InFile).Select(Lines));

    private static string Lines(Setting setting)
    {
        string?[] elsewhere = [setting.Flag, setting.Variable];
        return $"\n# {setting.Name}: {setting.Description} ({string.Join(", ", elsewhere.OfType<string>())})\n# {setting.Name}:{(setting.Default is { } value ? " " + value : "")}\n";
    }
}
