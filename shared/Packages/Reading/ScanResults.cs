namespace Cortex.Packages.Reading;

/// <summary>Collects what the readers find, within the limits.</summary>
internal sealed class ScanResults(ReadLimits limits)
{
    private const int MaxUnreadablePerFile = 100;
    private readonly List<PackageOccurrence> packages = [];
    private readonly List<UnreadableInput> unreadable = [];
    private readonly Dictionary<string, int> unreadablePerFile = new(StringComparer.Ordinal);
    private bool full;

    public void Add(PackageOccurrence package)
    {
        if (packages.Count < limits.MaxPackages)
        {
            packages.Add(package);
        }
        else if (!full)
        {
            full = true;
            Unreadable(package.Path, package.Line,
                $"The scan stopped listing packages here, after {limits.MaxPackages}; scan a smaller folder.");
        }
    }

    public void Unreadable(string path, int? line, string reason)
    {
        var count = unreadablePerFile[path] = unreadablePerFile.GetValueOrDefault(path) + 1;
        if (count > MaxUnreadablePerFile)
            return;
        if (count == MaxUnreadablePerFile)
            reason = "More entries of this file could not be read; correct those listed and scan again.";
        unreadable.Add(new() { Path = path, Line = line, Reason = Display.Printable(reason) });
    }

    public PackageScan ToScan() => new()
    {
        Packages = [.. packages
            .OrderBy(p => p.Path, StringComparer.Ordinal)
            .ThenBy(p => p.Purl, StringComparer.Ordinal)
            .ThenBy(p => p.Line ?? 0)],
        Unreadable = [.. unreadable
            .OrderBy(u => u.Path, StringComparer.Ordinal)
            .ThenBy(u => u.Line ?? 0)],
    };
}
