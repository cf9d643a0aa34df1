using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>A packages.lock.json, version 1 or 2: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies.</summary>
internal sealed class PackagesLock
{
    public required IReadOnlyList<Entry> Entries { get; init; }

    public required IReadOnlySet<string> Names { get; init; }

    public static PackagesLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    private static PackagesLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var entries = new List<Entry>();
        json.RequireObject("The file");
        while (json.NextProperty(out var name))
        {
            if (name == "version" && json.Integer() is not (1 or 2))
                throw new UnreadableException(
                    $"Version {Display.Quote(json.Raw())} of this format is not known (1 and 2 are); restore with a .NET SDK that writes one.",
                    json.PropertyLine);
            if (name == "dependencies")
                ReadFrameworks(ref json, entries, limits);
            else
                json.Skip();
        }
        json.Finish();
        return new()
        {
            Entries = entries,
            Names = entries.Select(e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    private static void ReadFrameworks(ref JsonCursor json, List<Entry> entries, ReadLimits limits)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var framework))
        {
            var inside = false;
            while (json.NextPropertyIfObject(ref inside, out var name))
            {
                if (entries.Count == limits.MaxPackages)
                    throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages.", json.PropertyLine);
                if (ReadEntry(ref json, framework, name) is { } entry)
                    entries.Add(entry);
            }
        }
    }

    private static Entry? ReadEntry(ref JsonCursor json, string framework, string name)
    {
        var line = json.PropertyLine;
        string? type = null, resolved = null;
        List<string>? needs = null;
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            if (field == "type")
                type = json.TextOrSkip();
            else if (field == "resolved")
                resolved = json.TextOrSkip();
            else if (field == "dependencies")
                needs = ReadNames(ref json);
            else
                json.Skip();
        }
        return string.Equals(type, "Project", StringComparison.OrdinalIgnoreCase)
            ? null
            : new(framework, name, resolved, line, string.Equals(type, "Direct", StringComparison.OrdinalIgnoreCase), needs ?? []);
    }

    private static List<string> ReadNames(ref JsonCursor json)
    {
        var names = new List<string>();
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            names.Add(name);
            json.Skip();
        }
        return names;
    }

    internal sealed record Entry(string Framework, string Name, string? Version, int Line, bool Direct, IReadOnlyList<string> Needs);
}
