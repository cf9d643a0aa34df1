using System.CommandLine;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Configuration;

internal static class SettingsReader
{
    public static Settings Read(ParseResult parsed, IReadOnlyDictionary<string, string> variables)
    {
        var flags = Flags(parsed);
        var data = Of(KnownSettings.Data, flags, variables, new ConfigFile("", []), DefaultData(variables));
        var file = ConfigFile.Read(Path.Combine(data.Value!, "config.yaml"));
        return new Settings([data, .. KnownSettings.All.Where(s => s != KnownSettings.Data).Select(s => Of(s, flags, variables, file, s.Default))]);
    }

    private static SettingValue Of(
        Setting setting, Dictionary<string, string> flags, IReadOnlyDictionary<string, string> variables, ConfigFile file, string? fallback)
    {
        if (setting.Flag is not null && flags.TryGetValue(setting.Flag, out var flag))
            return Checked(setting, flag, $"flag {setting.Flag}");
        if (variables.TryGetValue(setting.Variable, out var variable) && variable.Length > 0)
            return Checked(setting, variable, $"environment {setting.Variable}");
        if (file.Values.TryGetValue(setting.Name, out var written))
            return Checked(setting, written.Value, $"{file.Path}:{written.Line}");
        return new SettingValue(setting, fallback, "default");
    }

    private static SettingValue Checked(Setting setting, string value, string source) =>
        setting.Check(value) is { } wanted
            ? throw CommandFailure.Usage($"{source}: '{value}' is no value of {setting.Name}, which is {wanted}")
            : new SettingValue(setting, value, source);

    private static Dictionary<string, string> Flags(ParseResult parsed)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in parsed.CommandResult.Command.Options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
                flags[option.Name] = result.Tokens is [var token, ..] ? token.Value : "true";
        }

        return flags;
    }

    private static string DefaultData(IReadOnlyDictionary<string, string> variables) =>
        Path.Combine(variables.GetValueOrDefault("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cortex");
}
