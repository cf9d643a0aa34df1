using Cortex.Inventory.Discovery.Files;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>The projects of a repository by the folder they are in.</summary>
internal sealed class ProjectPlaces
{
    private readonly Dictionary<string, Place> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Ecosystem, string Folder), Place> _byFolder = [];

    internal sealed record Place(string Ecosystem, string Path, string Urn)
    {
        public string Folder => SourcePath.Folder(Path);
    }

    public void Add(string ecosystem, string path, string urn)
    {
        var place = new Place(ecosystem, path, urn);
        _byPath[path] = place;
        _byFolder.TryAdd((ecosystem, place.Folder), place);
    }

    public Place? At(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The project that a manifest or lockfile belongs to: its own, else the one in its folder, else the nearest above.</summary>
    public Place? For(string ecosystem, string path) => At(path) ?? Around(ecosystem, path).FirstOrDefault();

    /// <summary>The projects in the file's folder and the folders above, nearest first.</summary>
    public IEnumerable<Place> Around(string ecosystem, string path) =>
        SourcePath.Upwards(SourcePath.Folder(path)).Select(folder => _byFolder.GetValueOrDefault((ecosystem, folder))).OfType<Place>();
}
