using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Coordinator.Notifications;

/// <summary>A value of the section, by its path (<c>webhooks:0:url</c>), with the place at which it is written.</summary>
internal sealed record SettingEntry(string[] Path, string Value, string Place);

/// <summary>Reads the section flat, from config.yaml or from the environment.</summary>
internal static class SettingEntries
{
    private const int MostDepth = 4;
    private const int MostEntries = 2000;

    public static List<SettingEntry> FromConfiguration(IConfigurationSection section) =>
    [
        .. section.AsEnumerable(makePathsRelative: true).Where(entry => entry.Value is not null)
            .Select(entry => new SettingEntry(entry.Key.Split(':'), entry.Value!, $"CORTEX_{NotificationSettings.Section}__{entry.Key.Replace(":", "__", StringComparison.Ordinal)}"))
            .OrderBy(entry => entry.Place, StringComparer.Ordinal),
    ];

    /// <exception cref="NotificationSettingsException">The block is no block of settings.</exception>
    public static List<SettingEntry> FromFile(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            return FromFile(path, new Parser(reader));
        }
        catch (YamlException e)
        {
            throw new NotificationSettingsException($"{path}:{e.Start.Line}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotificationSettingsException($"{path} cannot be read: {e.Message}");
        }
    }

    private static List<SettingEntry> FromFile(string path, Parser parser)
    {
        var entries = new List<SettingEntry>();
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
            return entries;
        var seen = false;
        while (parser.TryConsume<Scalar>(out var key))
        {
            if (key.Value != NotificationSettings.Key)
            {
                parser.SkipThisAndNestedEvents();
                continue;
            }

            if (seen)
                throw new NotificationSettingsException($"{path}:{key.Start.Line}: '{key.Value}' is set twice");
            seen = true;
            Flatten(path, parser, [], entries);
        }

        return entries;
    }

    private static void Flatten(string file, Parser parser, string[] path, List<SettingEntry> entries)
    {
        var line = parser.Current?.Start.Line ?? 0;
        if (path.Length > MostDepth || entries.Count >= MostEntries)
            throw new NotificationSettingsException($"{file}:{line}: {NotificationSettings.Key} is too deep or too long");
        if (parser.TryConsume<Scalar>(out var value))
        {
            if (value.Value.Length > 0 || path.Length > 0)
                entries.Add(new SettingEntry(path, value.Value, $"{file}:{line}"));
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
                Flatten(file, parser, [.. path, $"{index}"], entries);
        }
        else if (parser.TryConsume<MappingStart>(out _))
        {
            var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                if (!known.Add(key.Value))
                    throw new NotificationSettingsException($"{file}:{key.Start.Line}: '{key.Value}' is set twice");
                Flatten(file, parser, [.. path, key.Value], entries);
            }
        }
        else
        {
            throw new NotificationSettingsException($"{file}:{line}: anchors and aliases are not read here");
        }
    }
}
