using System.Globalization;
using Cortex.Hosting.Data;
using Cortex.Hosting.Suggestions;
using Microsoft.Extensions.Configuration;

namespace Cortex.Coordinator.Notifications;

/// <summary>Reads <c>notifications</c> of the operator's config.yaml; variables <c>CORTEX_Notifications__…</c> stand in for all of it.</summary>
public static class NotificationSettings
{
    /// <summary>In config.yaml.</summary>
    public const string Key = "notifications";
    public const string Section = "Notifications";

    private const int MostWebhooks = 50;
    private const int LeastSecret = 16;

    private static readonly string[] _options = ["webhooks", "mostTries", "firstWaitSeconds", "timeoutSeconds"];
    private static readonly string[] _keys = ["name", "url", "events", "secret", "secretFile", "format"];
    private static readonly string[] _formats = [Webhook.Json, Webhook.Slack];

    /// <exception cref="NotificationSettingsException">A value cannot be used, or a key is not known.</exception>
    internal static NotificationOptions Read(IConfiguration configuration, DataDirectory data)
    {
        var section = configuration.GetSection(Section);
        if (section.GetChildren().Any())
            return Read(SettingEntries.FromConfiguration(section));
        return File.Exists(data.Config) ? Read(SettingEntries.FromFile(data.Config)) : new NotificationOptions();
    }

    internal static NotificationOptions Read(IReadOnlyList<SettingEntry> entries)
    {
        var options = new NotificationOptions();
        foreach (var entry in entries)
        {
            var name = Known(entry, entry.Path is [var first, ..] ? first : "", _options);
            options = (name, entry.Path.Length) switch
            {
                ("mostTries", 1) => options with { MostTries = (int)Number(entry, 1, 50) },
                ("firstWaitSeconds", 1) => options with { FirstWait = TimeSpan.FromSeconds(Number(entry, 0.05, 3600)) },
                ("timeoutSeconds", 1) => options with { Timeout = TimeSpan.FromSeconds(Number(entry, 0.1, 60)) },
                ("webhooks", > 2) => options,
                _ => throw Wrong(entry, name == "webhooks" ? "webhooks is a list; each begins with '- url: https://…'" : $"{name} is one number"),
            };
        }

        var webhooks = entries.Where(entry => entry.Path.Length > 2).GroupBy(entry => entry.Path[1], StringComparer.Ordinal).Select(group => WebhookOf([.. group])).ToList();
        if (webhooks.Count > MostWebhooks)
            throw new NotificationSettingsException($"{Key}: there are {webhooks.Count} webhooks, and {MostWebhooks} at most");
        if (webhooks.GroupBy(webhook => webhook.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new NotificationSettingsException($"{Key}: two webhooks are called '{twice.Key}'; give each a name of its own");
        return options with { Webhooks = webhooks };
    }

    private static Webhook WebhookOf(List<SettingEntry> entries)
    {
        foreach (var entry in entries)
            if (Known(entry, entry.Path[2], _keys) is var key && (entry.Path.Length > 4 || (entry.Path.Length == 4 && key != "events")))
                throw Wrong(entry, $"{key} is one value");
        var place = entries[0];
        var url = Find("url") is { } address ? Url(address) : throw Wrong(place, "a webhook needs a url");
        return new Webhook
        {
            Name = Find("name") is { } name ? Name(name) : url.Host,
            Url = url,
            Events = Events([.. entries.Where(entry => entry.Path[2].Equals("events", StringComparison.OrdinalIgnoreCase))]),
            Secret = Secret(Find("secret"), Find("secretFile")),
            Format = Find("format") is { } format ? Known(format, format.Value, _formats) : Webhook.Json,
        };

        SettingEntry? Find(string wanted) => entries.Find(entry => entry.Path[2].Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static Uri Url(SettingEntry entry)
    {
        // What is wrong is not repeated: the address may let in whoever knows it.
        if (!Uri.TryCreate(entry.Value, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            throw Wrong(entry, "url is no http or https address");
        return url.UserInfo.Length == 0 ? url : throw Wrong(entry, "url carries a user or password; a receiver tells Cortex by the signature of a secret");
    }

    private static string Name(SettingEntry entry) => entry.Value.Length is > 0 and <= 64 && entry.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? entry.Value
        : throw Wrong(entry, "name is up to 64 letters, digits, '-', '_' and '.'");

    private static HashSet<string> Events(List<SettingEntry> entries)
    {
        var wanted = entries.SelectMany(entry => entry.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Known(entry, name, NotificationEvents.All))).ToHashSet(StringComparer.Ordinal);
        return wanted.Count == 0 ? [.. NotificationEvents.Default] : wanted;
    }

    private static string? Secret(SettingEntry? given, SettingEntry? file)
    {
        if ((given ?? file) is not { } entry)
            return null;
        if (given is not null && file is not null)
            throw Wrong(file, "a webhook has secret or secretFile, not both");
        try
        {
            var secret = given?.Value ?? File.ReadAllText(file!.Value).Trim();
            return secret.Length >= LeastSecret ? secret : throw Wrong(entry, $"a secret has {LeastSecret} characters at least; 'openssl rand -hex 32' makes one");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong(entry, $"secretFile cannot be read: {e.Message}");
        }
    }

    private static double Number(SettingEntry entry, double least, double most) =>
        double.TryParse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(entry, string.Create(CultureInfo.InvariantCulture, $"{entry.Path[0]} is '{entry.Value}' and can be {least} to {most}"));

    private static string Known(SettingEntry entry, string name, IReadOnlyList<string> known) =>
        known.FirstOrDefault(word => word.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(entry, $"'{name}' is not known{(Nearest.Of(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : $"; there is {string.Join(", ", known)}")}");

    private static NotificationSettingsException Wrong(SettingEntry entry, string what) => new($"{entry.Place}: {Key}: {what}");
}
