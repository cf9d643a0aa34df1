using Cortex.Packages.Reading;

namespace Cortex.Packages.Composer;

/// <summary>A composer.lock, in which packages for development stand in a list of their own.</summary>
internal sealed class ComposerLock
{
    public const string FileName = "composer.lock";

    private readonly List<ComposerLockEntry> entries = [];
    private HashSet<string>? names;

    public IReadOnlyList<ComposerLockEntry> Entries => entries;

    public bool Pins(string name) => (names ??= entries.Select(e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)).Contains(name);

    public static ComposerLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    private static ComposerLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var file = new ComposerLock();
        json.RequireObject("The file");
        while (json.NextProperty(out var section))
        {
            if (section is not ("packages" or "packages-dev"))
            {
                json.Skip();
                continue;
            }
            var entered = false;
            while (json.NextElementIfArray(ref entered))
            {
                if (file.entries.Count == limits.MaxPackages)
                    throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", json.Line);
                file.entries.Add(ReadEntry(ref json, section == "packages" ? PackageScope.Runtime : PackageScope.Development));
            }
        }
        json.Finish();
        return file;
    }

    private static ComposerLockEntry ReadEntry(ref JsonCursor json, string scope)
    {
        var entry = new ComposerLockEntry { Scope = scope, Line = json.Line };
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            switch (field)
            {
                case "name":
                    entry.Line = json.PropertyLine;
                    entry.Name = json.TextOrSkip() ?? "";
                    break;
                case "version":
                    entry.Version = json.TextOrSkip();
                    break;
                case "require":
                    var inside = false;
                    while (json.NextPropertyIfObject(ref inside, out var name))
                    {
                        entry.Needs.Add(name);
                        json.Skip();
                    }
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        return entry;
    }
}

internal sealed class ComposerLockEntry
{
    public required string Scope { get; init; }

    public required int Line { get; set; }

    public string Name { get; set; } = "";

    public string? Version { get; set; }

    public List<string> Needs { get; } = [];
}
