namespace Cortex.Security.Advisories.Reading;

/// <summary>The part of a record that says what is affected.</summary>
internal static class OsvAffected
{
    public static List<AffectedPackage> Read(OsvObject record, ICollection<string> notes)
    {
        var affected = new List<AffectedPackage>();
        foreach (var entry in record.Objects("affected"))
        {
            // An entry without a package only speaks of commits.
            if (entry.Object("package") is not { } package)
                continue;
            if (package.Text("ecosystem") is not { Length: > 0 } ecosystem || package.Text("name")?.Trim() is not { Length: > 0 } name)
                notes.Add("an entry of 'affected' names no ecosystem and package; it is left out");
            else
                affected.Add(Read(entry, ecosystem, name));
        }
        return affected;
    }

    public static IEnumerable<string> Vectors(OsvObject of) =>
        of.Objects("severity").Where(s => s.Text("type")?.StartsWith("CVSS_", StringComparison.Ordinal) == true).Select(s => s.Text("score")).OfType<string>();

    private static AffectedPackage Read(OsvObject entry, string ecosystem, string name)
    {
        var colon = ecosystem.IndexOf(':', StringComparison.Ordinal);
        List<AffectedRange> ranges = [.. entry.Objects("ranges").Select(Range)];
        if (KnownBound(entry) is { } bound && ranges.TrueForAll(HasNoEnd))
            ranges = [.. ranges.Select(range => range.Type is RangeType.Semver or RangeType.Ecosystem ? range with { Events = [.. range.Events, bound] } : range)];
        return new AffectedPackage
        {
            Ecosystem = PackageNames.Spelled(colon < 0 ? ecosystem : ecosystem[..colon]),
            Release = colon < 0 ? null : ecosystem[(colon + 1)..],
            Name = name,
            Ranges = ranges,
            Versions = [.. entry.Texts("versions")],
            Vectors = [.. Vectors(entry)],
        };
    }

    private static AffectedRange Range(OsvObject range)
    {
        var type = range.Text("type");
        RangeType? known = type switch { "SEMVER" => RangeType.Semver, "ECOSYSTEM" => RangeType.Ecosystem, "GIT" => RangeType.Git, _ => null };
        if (known is null)
            range.Note($"'{type}' is no type of range (SEMVER, ECOSYSTEM, GIT); what it says cannot be told");
        return new AffectedRange { Type = known ?? RangeType.Unknown, Events = [.. range.Objects("events").SelectMany(Events)] };
    }

    private static IEnumerable<RangeEvent> Events(OsvObject entry)
    {
        foreach (var (name, text) in entry.Properties())
        {
            RangeEventKind? kind = name switch
            {
                "introduced" => RangeEventKind.Introduced,
                "fixed" => RangeEventKind.Fixed,
                "last_affected" => RangeEventKind.LastAffected,
                "limit" => RangeEventKind.Limit,
                _ => null,
            };
            if (kind is not { } known)
                continue;
            if (text is null)
                entry.Note($"'{name}' of a range must be a text");
            // Without a text it stays as an event that nothing compares with, so that the range is undecided and not another one.
            yield return new(known, text?.Trim() ?? "");
        }
    }

    private static bool HasNoEnd(AffectedRange range) => !range.Events.Any(e => e.Kind is RangeEventKind.Fixed or RangeEventKind.LastAffected);

    /// <summary>
    /// GitHub states the highest version that is known to be affected apart from the events where no version fixes it:
    /// https://github.com/github/advisory-database#faq. "&lt; 1.2" is an end, and yet 1.2 no fix.
    /// </summary>
    private static RangeEvent? KnownBound(OsvObject entry) => entry.Object("database_specific")?.Text("last_known_affected_version_range")?.Trim() switch
    {
        "<" or "<=" => null,
        ['<', '=', .. var version] => new(RangeEventKind.LastAffected, version.Trim()),
        ['<', .. var version] => new(RangeEventKind.Limit, version.Trim()),
        _ => null,
    };
}
