using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>The projects of a repository by the folder they are in.</summary>
internal sealed class ProjectPlaces
{
    private const int MaxPatterns = 1000;

    private readonly Dictionary<string, Place> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Ecosystem, string Folder), Place> _byFolder = [];
    private readonly Dictionary<string, List<Place>> _inFolder = new(StringComparer.Ordinal);

    /// <param name="Ecosystem">The purl type of its packages.</param>
    internal sealed record Place(string Ecosystem, string Path, string Urn, string Name)
    {
        /// <summary>There to test other projects.</summary>
        public bool IsTest { get; init; }

        public string? TestFramework { get; init; }

        public string? TestCommand { get; init; }

        /// <summary>The projects of the repository that it asks for.</summary>
        public List<Place> Needs { get; } = [];

        public string Folder => SourcePath.Folder(Path);
    }

    /// <summary>The API descriptions that project files name, by path: whether the project serves what is described or calls it.</summary>
    public List<(string Path, Place Project, bool Serves)> Apis { get; } = [];

    /// <summary>In the order they were found.</summary>
    public IReadOnlyCollection<Place> All => _byPath.Values;

    public Place Add(Place place)
    {
        _byPath[place.Path] = place;
        _byFolder.TryAdd((place.Ecosystem, place.Folder), place);
        if (!_inFolder.TryGetValue(place.Folder, out var inFolder))
            _inFolder[place.Folder] = inFolder = [];
        inFolder.Add(place);
        return place;
    }

    /// <summary>Notes that a project asks for another; nothing for one that asks for itself or for none.</summary>
    public static void Need(ScanRecord record, Place from, Place? to)
    {
        if (to is null || to == from)
            return;
        from.Needs.Add(to);
        record.Relate(from.Urn, Kinds.DependsOn, to.Urn);
    }

    /// <summary>Notes that a project asks for the one of its ecosystem in a folder.</summary>
    public void NeedFolder(ScanRecord record, Place from, string? path)
    {
        if (path is not null && SourcePath.Combine(from.Folder, path) is { } folder)
            Need(record, from, InFolder(from.Ecosystem, folder));
    }

    /// <summary>Notes that a workspace contains the projects of its ecosystem in the folders below it that its patterns name.</summary>
    public IReadOnlyList<Place> ContainMembers(ScanRecord record, Place root, IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count is 0 or > MaxPatterns)
            return [];
        var members = All.Where(p => p.Ecosystem == root.Ecosystem && p != root && SourcePath.IsBelow(p.Path, root.Folder)
            && FolderPattern.Matches(patterns, root.Folder.Length == 0 ? p.Folder : p.Folder[Math.Min(p.Folder.Length, root.Folder.Length + 1)..])).ToList();
        foreach (var member in members)
            record.Relate(root.Urn, Kinds.Contains, member.Urn);
        return members;
    }

    public Place? At(string path) => _byPath.GetValueOrDefault(path);

    public Place? InFolder(string ecosystem, string folder) => _byFolder.GetValueOrDefault((ecosystem, folder));

    /// <summary>The project that a manifest or lockfile belongs to: its own, else the one in its folder, else the nearest above.</summary>
    public Place? For(string ecosystem, string path) => At(path) ?? Around(ecosystem, path).FirstOrDefault();

    /// <summary>The projects in the file's folder and the folders above, nearest first.</summary>
    public IEnumerable<Place> Around(string ecosystem, string path) =>
        SourcePath.Upwards(SourcePath.Folder(path)).Select(folder => _byFolder.GetValueOrDefault((ecosystem, folder))).OfType<Place>();

    /// <summary>The one project that is not for tests in the nearest folder, at or above the file's, that holds any; null when several lie there.</summary>
    public Place? Nearest(string path)
    {
        var nearest = SourcePath.Upwards(SourcePath.Folder(path))
            .Select(folder => _inFolder.GetValueOrDefault(folder)?.Where(p => !p.IsTest).ToList())
            .FirstOrDefault(found => found is { Count: > 0 });
        return nearest is [var one] ? one : null;
    }
}
