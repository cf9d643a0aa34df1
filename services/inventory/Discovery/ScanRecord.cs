using System.Collections.Immutable;
using Cortex.Contracts;
using Cortex.Contracts.Catalog;
using Cortex.Contracts.Findings;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery;

/// <summary>Collects what the discoveries find in one repository; the same finds give the same scan, in whatever order they came.</summary>
internal sealed class ScanRecord(string target, string identity, TreeLimits limits) : IReadProblems
{
    public const string ManifestRule = "unreadable-manifest";

    private readonly Dictionary<string, Asset> _assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Place>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _twins = new(StringComparer.Ordinal);
    private readonly HashSet<Relation> _relations = [];
    private readonly Dictionary<(string Rule, string Path, int? Line, string Reason), Severity> _unreadable = [];
    private readonly Dictionary<string, (int? Line, string Reason)> _unreadableManifests = new(StringComparer.Ordinal);
    private bool _partial;

    public string Identity => identity;

    public string Repository { get; } = AssetUrn.Repository(identity);

    /// <summary>Something that was looked for could not be: nothing may be concluded from what is missing.</summary>
    public void Partial() => _partial = true;

    /// <summary>What something in that folder is called that has no name of its own.</summary>
    public string NameOf(string folder) =>
        folder.Length > 0 ? folder[(folder.LastIndexOf('/') + 1)..] : identity[(identity.LastIndexOf('/') + 1)..];

    /// <summary>Adds something the repository declares; the repository contains it unless a <paramref name="container"/> does.</summary>
    /// <param name="path">What its URN says: a file, or the folder that it is.</param>
    /// <param name="place">The file to look at, where that is not <paramref name="path"/>.</param>
    public string Declare(
        string kind, string name, string path, int? line, IEnumerable<(string Name, string? Value)> properties,
        string? within = null, string? container = null, string? place = null)
    {
        var first = AssetUrn.Declared(kind, identity, path, within);
        var urn = first;
        while (_assets.ContainsKey(urn))
        {
            var twin = _twins[first] = _twins.GetValueOrDefault(first, 1) + 1;
            urn = AssetUrn.Declared(kind, identity, path, $"{within}~{twin}");
        }

        Put(urn, kind, name, place ?? path, line, properties);
        Relate(container ?? Repository, Kinds.Contains, urn);
        return urn;
    }

    /// <summary>Adds a place of something that repositories share.</summary>
    public string Share(
        string kind, string urn, string name, string? path, int? line, IEnumerable<(string Name, string? Value)> properties, bool? direct = null, string? scope = null)
    {
        if (!_assets.ContainsKey(urn))
            Put(urn, kind, name, path, line, properties);
        if (!_places.TryGetValue(urn, out var places))
            _places[urn] = places = [];
        places.Add(new Place { Target = target, Path = path, Line = line, Direct = direct, Scope = scope });
        return urn;
    }

    public void DescribeRepository(string name, IEnumerable<(string Name, string? Value)> properties) =>
        Put(Repository, Kinds.Repository, name, null, null, properties);

    public void Relate(string from, string kind, string to) => _relations.Add(new Relation { From = from, Kind = kind, To = to });

    public void Unreadable(string path, int? line, string rule, string reason, Severity severity = Severity.Low) =>
        _unreadable.TryAdd((rule, path, line, reason), severity);

    /// <summary>A manifest that is no project; said only where the package scan says nothing of that file.</summary>
    public void UnreadableManifest(SourceFile file, int? line, string reason) => _unreadableManifests.TryAdd(file.Path, (line, reason));

    public IReadOnlyList<Asset> All(string kind) => [.. _assets.Values.Where(a => a.Kind == kind).OrderBy(a => a.Urn, StringComparer.Ordinal)];

    /// <summary>Assets that the repository declares at a path.</summary>
    public IReadOnlyList<Asset> Declared() =>
        [.. _assets.Values.Where(a => a.Path is not null && !_places.ContainsKey(a.Urn)).OrderBy(a => a.Urn, StringComparer.Ordinal)];

    public TargetScan ToScan() => new()
    {
        Target = target,
        Repository = Repository,
        Assets = [.. _assets.Values.Select(Finished).OrderBy(a => a.Urn, StringComparer.Ordinal)],
        Relations = [.. _relations
            .Where(r => _assets.ContainsKey(r.To))
            .OrderBy(r => r.From, StringComparer.Ordinal).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.To, StringComparer.Ordinal)],
        Findings = Findings(),
    };

    private void Put(string urn, string kind, string name, string? path, int? line, IEnumerable<(string Name, string? Value)> properties) =>
        _assets[urn] = new Asset
        {
            Urn = urn,
            Kind = kind,
            Name = name,
            Target = target,
            Path = path,
            Line = line,
            Properties = properties
                .Where(p => !string.IsNullOrEmpty(p.Value))
                .ToImmutableSortedDictionary(p => p.Name, p => p.Value!, StringComparer.Ordinal),
        };

    private Asset Finished(Asset asset)
    {
        if (asset.Urn == Repository && _partial)
            return asset with { Properties = asset.Properties.Append(new(TargetScan.ScanProperty, "partial")).ToImmutableSortedDictionary(StringComparer.Ordinal) };
        if (!_places.TryGetValue(asset.Urn, out var seen))
            return asset;
        var places = seen.Distinct()
            .OrderBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Scope, StringComparer.Ordinal).ThenBy(p => p.Direct).ToList();
        return asset with { Path = places[0].Path, Line = places[0].Line, Places = places };
    }

    private List<Finding> Findings()
    {
        var findings = new List<Finding>();
        var reported = _unreadable.Keys.Where(u => u.Rule is ManifestRule or "lfs-pointer").Select(u => u.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, (line, reason)) in _unreadableManifests.Where(m => !reported.Contains(m.Key)))
            Unreadable(path, line, ManifestRule, reason);
        foreach (var rule in _unreadable.GroupBy(u => u.Key.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var twins = new Dictionary<string, int>(StringComparer.Ordinal);
            var ordered = rule.OrderBy(u => u.Key.Path, StringComparer.Ordinal).ThenBy(u => u.Key.Line).ThenBy(u => u.Key.Reason, StringComparer.Ordinal).ToList();
            foreach (var ((_, path, line, reason), severity) in ordered.Take(limits.MaxFindingsPerRule))
            {
                var twin = twins[path] = twins.GetValueOrDefault(path) + 1;
                findings.Add(Finding(rule.Key, path, line, reason, severity, twin == 1 ? "" : $"~{twin}"));
            }

            if (ordered.Count > limits.MaxFindingsPerRule)
                findings.Add(Finding(rule.Key, ".", null, $"{ordered.Count - limits.MaxFindingsPerRule} more of '{rule.Key}' are not listed; mend those listed and scan again.", Severity.Low, "~more"));
        }

        return findings;
    }

    private Finding Finding(string rule, string path, int? line, string reason, Severity severity, string suffix) => new()
    {
        Key = $"{FindingKinds.UnreadableInput}:{rule}:{identity}:{path}{suffix}",
        Master = ServiceNames.Inventory,
        Kind = FindingKinds.UnreadableInput,
        Rule = rule,
        Severity = severity,
        Target = target,
        Path = path,
        Line = line,
        Title = reason,
    };
}
