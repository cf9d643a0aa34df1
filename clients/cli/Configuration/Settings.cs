using Cortex.Hosting.Data;

namespace Cortex.Cli.Configuration;

/// <summary>One setting: its name in config.yaml, its variable and flag, and what it means.</summary>
internal sealed record Setting(string Name, string? Flag, string Variable, string? Default, string Description)
{
    /// <summary>False for what config.yaml cannot say, because it says where config.yaml is.</summary>
    public bool InFile { get; init; } = true;

    /// <summary>Never shown.</summary>
    public bool Secret { get; init; }

    /// <summary>Null when the text is a value of this setting, otherwise what it should have been.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;
}

internal sealed record SettingValue(Setting Setting, string? Value, string Source);

/// <summary>Every setting with its value and where that comes from: flag over environment over config.yaml over default.</summary>
internal sealed class Settings(IReadOnlyList<SettingValue> values)
{
    /// <summary>As an address: nothing is fetched.</summary>
    public const string None = "none";

    public IReadOnlyList<SettingValue> Values => values;

    public DataDirectory Data => new(Path.GetFullPath(Text(KnownSettings.Data)!));

    public Uri? Server => Text(KnownSettings.Server) is { } url ? new Uri(url.TrimEnd('/') + "/") : null;

    public string? Token => Text(KnownSettings.Token);

    public string Plan => Text(KnownSettings.Plan)!;

    public bool Trust => string.Equals(Text(KnownSettings.Trust), "true", StringComparison.OrdinalIgnoreCase);

    public int Port => int.Parse(Text(KnownSettings.Port)!);

    /// <summary>With credentials; null for a bus inside the host.</summary>
    public Uri? Broker => Text(KnownSettings.Broker) is { } url ? new Uri(url) : null;

    public Uri? AdvisoriesUrl => Address(KnownSettings.AdvisoriesUrl);

    public Uri? EpssUrl => Address(KnownSettings.EpssUrl);

    public Uri? KevUrl => Address(KnownSettings.KevUrl);

    private Uri? Address(Setting setting) => Text(setting) is { } text && text != None ? new Uri(text) : null;

    private string? Text(Setting setting) => values.First(v => v.Setting == setting).Value;
}
