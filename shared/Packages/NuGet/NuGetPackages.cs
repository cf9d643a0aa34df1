using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>Checks names and versions on their way from a NuGet lockfile into the results, and keeps who asks for whom.</summary>
internal sealed class NuGetPackages(string path, ScanResults results, ReadLimits limits)
{
    private readonly LockGraph graph = new("nuget", path, limits);
    private readonly Dictionary<(string Framework, string Name), LockedPackage> byName = new(NameComparer.Instance);

    /// <param name="name">The package's name.</param>
    /// <param name="version">As the file writes it.</param>
    /// <param name="line">The line of the entry.</param>
    /// <param name="direct">Whether a project asks for it.</param>
    /// <param name="scope">What the project needs it for; null to have it follow from who asks.</param>
    /// <param name="framework">The part of the file in which a name means this package; "" for all of it.</param>
    public void Add(string name, string? version, int line, bool direct, string? scope = null, string framework = "")
    {
        if (!NuGetId.IsValid(name))
        {
            results.Unreadable(path, line, NuGetId.Complaint(name));
            return;
        }
        var pinned = version;
        if (version is not null && !NuGetRequirement.IsVersion(version))
        {
            results.Unreadable(path, line,
                $"{Display.Quote(version)} is no version of {name}, which is listed without one; correct it.");
            pinned = null;
        }
        var package = graph.Add(name, pinned, line);
        if (direct)
            LockGraph.Ask(package, scope ?? PackageScope.Runtime);
        byName.TryAdd((framework, name), package);
    }

    /// <summary>Says that one package of the file asks for another; names that the file does not list are passed over.</summary>
    public void Need(string by, string needed, string framework = "")
    {
        if (byName.TryGetValue((framework, by), out var asker) && byName.TryGetValue((framework, needed), out var package))
            LockGraph.Need(asker, package);
    }

    public void AddToResults() => graph.AddTo(results);

    private sealed class NameComparer : IEqualityComparer<(string Framework, string Name)>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals((string Framework, string Name) x, (string Framework, string Name) y) =>
            x.Framework == y.Framework && x.Name.Equals(y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Framework, string Name) obj) =>
            HashCode.Combine(obj.Framework, obj.Name.GetHashCode(StringComparison.OrdinalIgnoreCase));
    }
}
