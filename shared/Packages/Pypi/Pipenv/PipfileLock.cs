using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Pipenv;

/// <summary>Pipfile.lock: https://pipenv.pypa.io/en/latest/pipfile.html. It does not say who asks for whom.</summary>
internal sealed class PipfileLock
{
    public required IReadOnlyList<PipfileLockEntry> Entries { get; init; }

    public required IReadOnlySet<string> Names { get; init; }

    public static PipfileLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    private static PipfileLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var entries = new List<PipfileLockEntry>();
        json.RequireObject("The file");
        while (json.NextProperty(out var section))
        {
            if (section.StartsWith('_'))
                json.Skip();
            else
                ReadSection(ref json, section == "default" ? PackageScope.Runtime : PackageScope.Development, entries, limits);
        }
        json.Finish();
        return new() { Entries = entries, Names = entries.Select(e => PypiName.Normalize(e.Name)).ToHashSet(StringComparer.Ordinal) };
    }

    private static void ReadSection(ref JsonCursor json, string scope, List<PipfileLockEntry> entries, ReadLimits limits)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            var line = json.PropertyLine;
            if (entries.Count == limits.MaxPackages)
                throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", line);
            string? version = null;
            var inside = false;
            while (json.NextPropertyIfObject(ref inside, out var field))
            {
                if (field == "version")
                    version = json.TextOrSkip();
                else
                    json.Skip();
            }
            entries.Add(new(name, version, line, scope));
        }
    }
}

/// <param name="Name">The key.</param>
/// <param name="Version">As written, with "=="; null for a package that comes from an address.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Scope">From the section.</param>
internal sealed record PipfileLockEntry(string Name, string? Version, int Line, string Scope);
