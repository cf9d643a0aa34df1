using Cortex.Cli.Commanding;

namespace Cortex.Cli.Configuration;

internal sealed class ConfigShowCommand : CortexCommand
{
    public ConfigShowCommand() : base(
        "show",
        "Show every setting, its value and where the value comes from.",
        "cortex config show",
        "CORTEX_PORT=7070 cortex config show --json")
    {
        HostOptions.AddTo(this);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var rows = call.Settings.Values
            .Select(v => new Row(v.Setting.Name, Shown(v), v.Source, v.Setting.Variable, v.Setting.Flag, v.Setting.Description))
            .ToList();
        await call.AnswerAsync(rows, () => string.Join('\n', rows.Select(Line)));
        return ExitCodes.Completed;
    }

    private static string? Shown(SettingValue value) => value.Setting.Secret && value.Value is not null ? "(set)" : value.Value;

    private static string Line(Row row) => $"{row.Name,-15} {row.Value ?? "(none)",-32} {row.Source,-28} {row.Description}";

    private sealed record Row(string Name, string? Value, string Source, string Variable, string? Flag, string Description);
}
