using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Observability;

/// <summary>Brings together what runs and what watches it, where a query names it word for word.</summary>
internal sealed class Observed
{
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _hostsOfJob = new(StringComparer.Ordinal);
    private readonly List<(string Observer, IReadOnlySet<string> Names)> _observers = [];

    /// <summary>Something that queries can name: a workload, a service, a project.</summary>
    public void Add(string name, string urn)
    {
        if (!_byName.TryGetValue(name, out var urns))
            _byName[name] = urns = [];
        if (!urns.Contains(urn, StringComparer.Ordinal))
            urns.Add(urn);
    }

    /// <summary>A scrape job asks a host of another name.</summary>
    public void AddJob(string job, string host)
    {
        if (!_hostsOfJob.TryGetValue(job, out var hosts))
            _hostsOfJob[job] = hosts = new(StringComparer.Ordinal);
        hosts.Add(host);
    }

    /// <summary>Something that watches whatever its queries name.</summary>
    public void Watch(string observer, IEnumerable<string> queries)
    {
        var names = queries.SelectMany(QueryNames.In).ToHashSet(StringComparer.Ordinal);
        if (names.Count > 0)
            _observers.Add((observer, names));
    }

    public void Relate(ScanRecord record)
    {
        foreach (var (observer, names) in _observers)
        {
            foreach (var name in names.SelectMany(n => _hostsOfJob.TryGetValue(n, out var hosts) ? hosts.Append(n) : [n]))
            {
                foreach (var urn in _byName.GetValueOrDefault(name) ?? [])
                    record.Relate(urn, Kinds.ObservedBy, observer);
            }
        }
    }
}
