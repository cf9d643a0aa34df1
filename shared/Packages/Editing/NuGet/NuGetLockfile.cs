using Cortex.Packages.NuGet;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>
/// The packages.lock.json of a project. It is read and never edited: NuGet resolves anew when it differs from the project, and would
/// keep the old version if its copy of what is asked for followed.
/// </summary>
internal sealed record NuGetLockfile(string Path, PackagesLock Content)
{
    public static NuGetLockfile? Of(Edits edits, string project)
    {
        var folder = RepositoryPath.Folder(project);
        var name = System.IO.Path.GetFileNameWithoutExtension(RepositoryPath.Name(project)).Replace(' ', '_');
        foreach (var path in (string[])[RepositoryPath.Below(folder, $"packages.{name}.lock.json"), RepositoryPath.Below(folder, "packages.lock.json")])
        {
            if (Neighbour.TryParse(edits.Tree, path, PackagesLock.Parse) is { } content)
                return new(path, content);
        }
        return null;
    }

    public bool Has(string package, string version) => Content.Entries.Any(e => Is(e, package) && e.Version is { } at && NuGetRange.Same(at, version));

    /// <summary>The direct packages of the project that bring another in.</summary>
    public IReadOnlyList<string> Bringers(string package)
    {
        var (seen, waiting, direct) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase) { package }, new Queue<string>([package]), new List<string>());
        while (waiting.TryDequeue(out var needed))
        {
            foreach (var entry in Content.Entries.Where(e => e.Needs.Contains(needed, StringComparer.OrdinalIgnoreCase)))
            {
                if (!seen.Add(entry.Name))
                    continue;
                waiting.Enqueue(entry.Name);
                if (entry.Direct)
                    direct.Add(entry.Name);
            }
        }
        return direct;
    }

    private static bool Is(PackagesLock.Entry entry, string package) => entry.Name.Equals(package, StringComparison.OrdinalIgnoreCase);
}
