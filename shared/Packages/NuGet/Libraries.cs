using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>The tables that project.assets.json and *.deps.json share: "targets" and "libraries", keyed "name/version".</summary>
internal sealed class Libraries(ReadLimits limits)
{
    private readonly List<Library> all = [];
    private readonly Dictionary<string, List<string>> dependencies = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Library> All => all;

    /// <summary>Which library asks for which, by name; of two versions of one library, for different targets, the first is meant.</summary>
    public IEnumerable<(string By, string Needed)> Needs => dependencies.SelectMany(
        library => library.Value.Select(needed => (library.Key.Split('/', 2)[0], needed)));

    /// <summary>The names that the projects among the libraries ask for.</summary>
    public IEnumerable<string> AskedForByProjects() => all
        .Where(library => library.Type == "project")
        .SelectMany(library => dependencies.GetValueOrDefault(library.Key) ?? []);

    public void ReadLibraries(ref JsonCursor json)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var key))
        {
            if (all.Count == limits.MaxPackages)
                throw new UnreadableException($"The file lists more than {limits.MaxPackages} libraries.", json.PropertyLine);
            var line = json.PropertyLine;
            all.Add(new(key, ReadType(ref json) ?? "", line));
        }
    }

    public void ReadTargets(ref JsonCursor json)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out _))
        {
            var inside = false;
            while (json.NextPropertyIfObject(ref inside, out var key))
                ReadDependencies(ref json, key);
        }
    }

    private static string? ReadType(ref JsonCursor json)
    {
        string? type = null;
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            if (field == "type")
                type = json.TextOrSkip();
            else
                json.Skip();
        }
        return type;
    }

    private void ReadDependencies(ref JsonCursor json, string key)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            var inside = field != "dependencies";
            if (inside)
            {
                json.Skip();
                continue;
            }
            while (json.NextPropertyIfObject(ref inside, out var name))
            {
                if (!dependencies.TryGetValue(key, out var names))
                    dependencies[key] = names = [];
                names.Add(name);
                json.Skip();
            }
        }
    }

    internal sealed record Library(string Key, string Type, int Line)
    {
        public string Name => Key.Split('/', 2)[0];

        public string? Version => Key.Split('/', 2) is [_, var version] ? version : null;
    }
}
