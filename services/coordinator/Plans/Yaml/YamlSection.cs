using System.Text.RegularExpressions;
using Cortex.Hosting.Suggestions;

namespace Cortex.Coordinator.Plans.Yaml;

/// <summary>
/// A mapping being read. Each value is taken by its key; a wrong one is remarked and answered by a stand-in, so that the rest
/// is still read. Where a value stood is kept by its path (<c>workers.scan-worker.timeout</c>).
/// </summary>
internal sealed partial class YamlSection
{
    /// <summary>Stands in for a number that is missing or wrong.</summary>
    public const int Unreadable = -1;

    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _places;
    private readonly Remarks _remarks;
    private readonly YamlNode _at;
    private readonly string _path;
    private readonly bool _exists;

    private YamlSection(YamlNode? node, YamlNode at, string path, Dictionary<string, YamlNode> places, Remarks remarks)
    {
        (_at, _path, _places, _remarks) = (at, path, places, remarks);
        if (node is not YamlMapping mapping)
            return;
        _exists = true;
        foreach (var entry in mapping.Entries)
        {
            if (!_entries.TryAdd(entry.Key.Text, entry))
                remarks.Error(entry.Key, $"{Remarks.Quote(entry.Key.Text)} is here twice; the first one is on line {_entries[entry.Key.Text].Key.Line}");
        }
    }

    public IReadOnlyDictionary<string, YamlNode> Places => _places;

    public static YamlSection Root(YamlMapping mapping, Remarks remarks) =>
        new(mapping, new YamlScalar(1, 1, "", true), "", new(StringComparer.Ordinal), remarks);

    /// <summary>Remarks every key that is not among the known ones. It stands for the nearest, unless that one is there too.</summary>
    public YamlSection Only(params string[] known)
    {
        foreach (var entry in _entries.Values.ToList())
        {
            if (known.Contains(entry.Key.Text, StringComparer.Ordinal))
                continue;
            _remarks.Error(entry.Key, $"unknown key {Remarks.Quote(entry.Key.Text)}{Meant(entry.Key.Text, known)}");
            if (Nearest.Of(entry.Key.Text, known) is { } nearest)
                _entries.TryAdd(nearest, entry);
        }

        return this;
    }

    /// <summary>The keys, which are names of the given kind. An unknown one is remarked and stands for the nearest, too.</summary>
    public IReadOnlyList<(string Key, string Name)> Names(string kind, IReadOnlyCollection<string> known)
    {
        var names = new List<(string Key, string Name)>();
        foreach (var entry in _entries.Values)
        {
            var name = entry.Key.Text;
            if (!known.Contains(name))
            {
                _remarks.Error(entry.Key, $"unknown {kind} {Remarks.Quote(name)}{Meant(name, known)}");
                if (Nearest.Of(name, known) is { } nearest && !_entries.ContainsKey(nearest) && names.All(n => n.Name != nearest))
                    name = nearest;
            }

            names.Add((entry.Key.Text, name));
        }

        return names;
    }

    /// <summary>The keys, which are names of the author's own; ill-formed ones are remarked and left out.</summary>
    public IEnumerable<string> OwnNames(string kind)
    {
        foreach (var entry in _entries.Values)
        {
            if (Name().IsMatch(entry.Key.Text))
                yield return entry.Key.Text;
            else
                _remarks.Error(entry.Key, $"{Remarks.Quote(entry.Key.Text)} is no {kind} name: use lower-case letters, digits, '-' and '.'");
        }
    }

    public YamlSection Section(string key, bool required = true)
    {
        var value = Take(key, required, "a mapping of keys to values");
        if (value is not (null or YamlMapping))
            Wrong(value, key, "a mapping of keys to values");
        return new YamlSection(value, _entries.TryGetValue(key, out var entry) ? entry.Key : _at, Path(key), _places, _remarks);
    }

    /// <summary>Remarks a section that is there but has nothing in it.</summary>
    public YamlSection NotEmpty(string message)
    {
        if (_exists && _entries.Count == 0)
            _remarks.Error(_at, message);
        return this;
    }

    public int Number(string key, int least, int most, int? otherwise = null)
    {
        var example = Math.Clamp(8000, least, most);
        var value = Take(key, otherwise is null, $"a whole number, such as {example}");
        if (value is null)
            return otherwise ?? Unreadable;
        if (value is not YamlScalar { Plain: true } scalar || !WholeNumber().IsMatch(scalar.Text))
            return Wrong(value, key, $"a whole number, such as {example}");
        if (!int.TryParse(scalar.Text, out var number) || number < least || number > most)
            return Wrong(value, key, $"between {least} and {most}");
        return number;
    }

    public int Seconds(string key, int most)
    {
        const string Form = "a duration with units, such as 90s, 15m or 1h30m";
        var value = Take(key, required: true, Form);
        if (value is null)
            return Unreadable;
        if (value is not YamlScalar scalar || !PlanDuration.TryParse(scalar.Text, out var seconds))
            return Wrong(value, key, Form);
        if (seconds < 1 || seconds > most)
            return Wrong(value, key, $"between 1s and {PlanDuration.Text(most)}");
        return (int)seconds;
    }

    public bool Flag(string key, bool otherwise)
    {
        var value = Take(key, required: false, "true or false");
        if (value is null)
            return otherwise;
        if (value is YamlScalar { Plain: true, Text: "true" or "false" } scalar)
            return scalar.Text == "true";
        Wrong(value, key, "true or false");
        return otherwise;
    }

    /// <summary>One of a closed list of words; null when absent or wrong.</summary>
    public string? Word(string key, IReadOnlyCollection<string> known, bool required = true)
    {
        var form = known.Count == 1 ? known.First() : $"{string.Join(", ", known.SkipLast(1))} or {known.Last()}";
        var value = Take(key, required, form);
        if (value is null)
            return null;
        if (value is not YamlScalar scalar)
            Wrong(value, key, form);
        else if (known.Contains(scalar.Text))
            return scalar.Text;
        else
            _remarks.Error(value, $"'{key}' must be {form}; this is {Remarks.Quote(scalar.Text)}{Meant(scalar.Text, known)}");
        return null;
    }

    public string OwnName(string key)
    {
        const string Form = "a name of lower-case letters, digits, '-' and '.'";
        var value = Take(key, required: true, Form);
        if (value is YamlScalar scalar && Name().IsMatch(scalar.Text))
            return scalar.Text;
        if (value is not null)
            Wrong(value, key, Form);
        return "";
    }

    public string? Text(string key, int most)
    {
        var value = Take(key, required: false, "text");
        if (value is null)
            return null;
        if (value is not YamlScalar scalar)
            Wrong(value, key, "text");
        else if (scalar.Text.Length > most)
            _remarks.Error(value, $"'{key}' has at most {most} characters; this has {scalar.Text.Length}");
        else
            return scalar.Text;
        return null;
    }

    /// <summary>A list of names of the given kind, or the word "all".</summary>
    public IReadOnlyList<string> AllOrSome(string key, string kind, IReadOnlyList<string> known, IReadOnlyList<string> all)
    {
        var form = $"'all' or a list of {kind}s, such as [{known[1]}]";
        var value = Take(key, required: false, form);
        if (value is YamlScalar { Text: "all" })
            return all;
        if (value is not YamlSequence sequence)
        {
            if (value is not null)
                Wrong(value, key, form);
            return [];
        }

        var names = new List<string>();
        foreach (var item in sequence.Items)
        {
            if (item is YamlRefused)
                continue;
            if (item is not YamlScalar scalar)
                Wrong(item, key, form);
            else if (!known.Contains(scalar.Text))
                _remarks.Error(item, $"unknown {kind} {Remarks.Quote(scalar.Text)}{Meant(scalar.Text, known)}");
            else if (names.Contains(scalar.Text))
                _remarks.Error(item, $"{Remarks.Quote(scalar.Text)} is in the list twice");
            else
            {
                names.Add(scalar.Text);
                _places[$"{Path(key)}.{scalar.Text}"] = item;
            }
        }

        return names;
    }

    private YamlNode? Take(string key, bool required, string form)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            _places[Path(key)] = entry.Key;
            if (entry.Value is YamlRefused)
                return null;
            if (entry.Value is not YamlScalar { IsNothing: true })
                return entry.Value;
            _remarks.Error(entry.Key, $"{Remarks.Quote(key)} has no value; it must be {form}");
        }
        else if (required && _exists)
        {
            _remarks.Error(_at, _path.Length == 0 ? $"the key '{key}' is missing" : $"{Remarks.Quote(_path)} lacks the key '{key}'");
        }

        return null;
    }

    private int Wrong(YamlNode value, string key, string form)
    {
        var found = value switch
        {
            YamlSequence => "a list",
            YamlMapping => "a mapping",
            YamlScalar { Plain: false } quoted => $"the text {Remarks.Quote(quoted.Text)}",
            YamlScalar scalar => Remarks.Quote(scalar.Text),
            _ => "something else",
        };
        _remarks.Error(value, $"{Remarks.Quote(key)} must be {form}; this is {found}");
        return Unreadable;
    }

    private string Path(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static string Meant(string word, IEnumerable<string> known) =>
        Nearest.Of(word, known) is { } name ? $": did you mean '{name}'?" : $"; known are {string.Join(", ", known)}";

    [GeneratedRegex("^-?(?:0|[1-9][0-9]*)\\z", RegexOptions.None, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?\\z", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
