using Cortex.Cli.Commanding;
using Cortex.Coordinator.Notifications;
using Cortex.Hosting.Suggestions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Cli.Configuration;

/// <summary>config.yaml of the data directory: one level of keys and plain values.</summary>
internal sealed record ConfigFile(string Path, IReadOnlyDictionary<string, (string Value, int Line)> Values)
{
    private const int MostBytes = 64 * 1024;

    public ConfigFile(string path, IEnumerable<KeyValuePair<string, (string, int)>> values)
        : this(path, values.ToDictionary(StringComparer.Ordinal))
    {
    }

    public static ConfigFile Read(string path)
    {
        if (!File.Exists(path))
            return new ConfigFile(path, []);
        if (new FileInfo(path).Length > MostBytes)
            throw CommandFailure.Usage($"{path} is larger than {MostBytes / 1024} KiB; settings are a few lines");
        try
        {
            using var reader = File.OpenText(path);
            return new ConfigFile(path, Parse(path, new Parser(reader)));
        }
        catch (YamlException e)
        {
            throw CommandFailure.Usage($"{path}:{e.Start.Line}: {e.Message}");
        }
    }

    private static Dictionary<string, (string, int)> Parse(string path, Parser parser)
    {
        var values = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return values;
        if (parser.TryConsume<Scalar>(out var nothing) && nothing.Value.Length == 0)
            return values;
        if (!parser.TryConsume<MappingStart>(out _))
            throw CommandFailure.Usage($"{path}: settings are lines of 'name: value'");
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw CommandFailure.Usage($"{path}:{parser.Current?.Start.Line}: settings are lines of 'name: value'");
            if (key.Value == NotificationSettings.Key)
            {
                // A block with keys of its own, which the coordinator reads.
                parser.SkipThisAndNestedEvents();
                continue;
            }

            var line = (int)key.Start.Line;
            string[] known = [.. KnownSettings.All.Where(s => s.InFile).Select(s => s.Name), NotificationSettings.Key];
            if (!known.Contains(key.Value, StringComparer.Ordinal))
            {
                var nearest = Nearest.Of(key.Value, known) is { } name ? $"; did you mean '{name}'?" : $"; settings are {string.Join(", ", known)}";
                throw CommandFailure.Usage($"{path}:{line}: there is no setting '{key.Value}'{nearest}");
            }

            if (!parser.TryConsume<Scalar>(out var value))
                throw CommandFailure.Usage($"{path}:{parser.Current?.Start.Line}: settings are lines of 'name: value'");
            if (!values.TryAdd(key.Value, (value.Value, line)))
                throw CommandFailure.Usage($"{path}:{line}: '{key.Value}' is set twice");
        }

        return values;
    }
}
