using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm;

/// <summary>Reads both tables of a lockfile in one pass and keeps the one its version uses.</summary>
internal sealed class NpmLockParser(ReadLimits limits)
{
    private const string Modules = "node_modules/";
    private const int MaxFolderDepth = 32;

    private readonly List<NpmLockEntry> packages = [];
    private readonly List<NpmLockEntry> dependencies = [];
    private readonly Dictionary<string, NpmLockEntry> packagePlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NpmLockEntry> dependencyPlaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> required = new(StringComparer.Ordinal);
    private readonly List<(string Place, int Line)> repeated = [];
    private readonly List<string> workspaces = [];
    private readonly NpmPlace packageRoot = new();
    private readonly NpmPlace dependencyRoot = new();

    public static NpmLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        return new NpmLockParser(limits).Parse(ref json);
    }

    private NpmLock Parse(ref JsonCursor json)
    {
        int? version = null, versionLine = null;
        json.RequireObject("The file");
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case "lockfileVersion":
                    version = json.Integer() ?? 0;
                    versionLine = json.PropertyLine;
                    if (version is not (1 or 2 or 3))
                        throw UnknownVersion(json.Raw(), versionLine);
                    break;
                case "packages":
                    ReadPackages(ref json);
                    break;
                // Version 2 repeats its packages here for the sake of npm 6.
                case "dependencies" when version is not > 1 || packages.Count == 0:
                    ReadDependencies(ref json, dependencyRoot, top: true);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        json.Finish();
        return Choose(version ?? (packages.Count > 0 ? 3 : 1));
    }

    private NpmLock Choose(int version)
    {
        var usesPackages = version > 1 && packages.Count > 0;
        return new()
        {
            Version = usesPackages ? version : 1,
            Entries = usesPackages ? packages : dependencies,
            ByPlace = usesPackages ? packagePlaces : dependencyPlaces,
            Required = required,
            Workspaces = workspaces,
            Repeated = repeated,
        };
    }

    private static UnreadableException UnknownVersion(string written, int? line) => new(
        $"lockfileVersion {Display.Quote(written)} is not known (1, 2 and 3 are); write the lockfile anew with npm 7 to 11.", line);

    private void ReadPackages(ref JsonCursor json)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var place))
            Keep(ReadPackage(ref json, place), packageRoot.At(place), packages, packagePlaces);
    }

    private NpmLockEntry ReadPackage(ref JsonCursor json, string place)
    {
        var module = NameStart(place);
        var entry = new NpmLockEntry { Place = place, Line = json.PropertyLine };
        if (module >= 0)
            entry.Name = place[module..];
        else if (place.AsSpan().Count('/') < MaxFolderDepth)
            entry.Dependencies = [];
        else
            throw new UnreadableException($"{Display.Quote(place)} is nested too deep for a workspace; correct it.", entry.Line);
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            switch (field)
            {
                case "name":
                    entry.Name = json.TextOrSkip() ?? entry.Name;
                    break;
                case "version":
                    entry.Version = json.TextOrSkip();
                    break;
                case "link":
                    entry.Link = json.TrueOrSkip();
                    break;
                case "dev":
                    entry.Dev = json.TrueOrSkip();
                    break;
                case "optional" or "devOptional":
                    entry.Optional |= json.TrueOrSkip();
                    break;
                case "peer":
                    entry.Peer = json.TrueOrSkip();
                    break;
                case "dependencies" or "devDependencies" or "optionalDependencies" or "peerDependencies"
                    when entry.Dependencies is not null:
                    ReadNames(ref json, entry.Dependencies.Add);
                    break;
                case "dependencies" or "peerDependencies":
                    var wanted = field == "dependencies" ? PackageScope.Runtime : PackageScope.Peer;
                    ReadNames(ref json, name => entry.Need(name, wanted));
                    break;
                case "optionalDependencies":
                    ReadNames(ref json, name => entry.Need(name, PackageScope.Optional));
                    break;
                case "workspaces" when place.Length == 0:
                    ReadWorkspaces(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        return entry;
    }

    private void ReadWorkspaces(ref JsonCursor json)
    {
        var entered = false;
        while (json.NextElementIfArray(ref entered))
        {
            if (json.TextOrSkip() is { } pattern)
                workspaces.Add(pattern.Replace("./", "", StringComparison.Ordinal).TrimEnd('/'));
        }
    }

    /// <summary>Where the package's name starts in a place; -1 for a folder of the repository.</summary>
    private static int NameStart(string place)
    {
        for (var at = place.LastIndexOf(Modules, StringComparison.Ordinal); at >= 0;
            at = at == 0 ? -1 : place.LastIndexOf(Modules, at - 1, StringComparison.Ordinal))
        {
            if (at == 0 || place[at - 1] == '/')
                return at + Modules.Length;
        }
        return -1;
    }

    private void ReadDependencies(ref JsonCursor json, NpmPlace? inside, bool top)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            var entry = new NpmLockEntry { Place = top ? Modules + name : "", Name = name, Line = json.PropertyLine };
            var place = inside?.Module(name);
            Keep(entry, place, dependencies, top ? dependencyPlaces : null);
            ReadDependency(ref json, entry, place);
        }
    }

    private void ReadDependency(ref JsonCursor json, NpmLockEntry entry, NpmPlace? place)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            switch (field)
            {
                case "version":
                    Resolve(entry, json.TextOrSkip() ?? "");
                    break;
                case "dev":
                    entry.Dev = json.TrueOrSkip();
                    break;
                case "optional":
                    entry.Optional = json.TrueOrSkip();
                    break;
                case "requires":
                    ReadNames(ref json, name => Require(entry, name));
                    break;
                case "dependencies":
                    ReadDependencies(ref json, place, top: false);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }

    private void Require(NpmLockEntry entry, string name)
    {
        required.Add(name);
        entry.Need(name, PackageScope.Runtime);
    }

    private static void Resolve(NpmLockEntry entry, string written)
    {
        var requirement = NpmRequirement.Parse(entry.Name, written);
        entry.Name = requirement.Name;
        entry.Version = requirement.Registry ? requirement.Version ?? written : null;
    }

    private static void ReadNames(ref JsonCursor json, Action<string> add)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            add(name);
            json.Skip();
        }
    }

    private void Keep(
        NpmLockEntry entry, NpmPlace? place, List<NpmLockEntry> entries, Dictionary<string, NpmLockEntry>? places)
    {
        if (entries.Count == limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", entry.Line);
        entries.Add(entry);
        entry.At = place;
        if (place is not null)
            place.Entry = entry;
        if (places is null)
            return;
        if (!places.TryAdd(entry.Place, entry))
            repeated.Add((entry.Place, entry.Line));
        places[entry.Place] = entry;
    }
}
