using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Scanning;

namespace Cortex.Security.Kubernetes;

/// <summary>
/// Gathers what is found in each overlay, so that what several show of one base is one detection at the base. One that only some overlays of the
/// base show says which.
/// </summary>
internal sealed class OverlayDetections(Detections found)
{
    private readonly Dictionary<(string Path, string Subject), HashSet<string>> _overlays = [];
    private readonly Dictionary<(string Rule, string Path, string Subject), (Detection Detection, Resource Resource, HashSet<string> Overlays)> _found = [];

    public void Expect(Resource resource)
    {
        if (resource.Overlay is not null)
            Set(_overlays, (resource.Path, resource.Subject)).Add(resource.Overlay);
    }

    public void Add(Resource resource, Detection detection)
    {
        if (resource.Overlay is null)
        {
            found.Add(detection);
            return;
        }

        var key = (detection.Rule, detection.Path, detection.Subject);
        if (!_found.TryGetValue(key, out var seen))
            _found[key] = seen = (detection, resource, new(StringComparer.Ordinal));
        seen.Overlays.Add(resource.Overlay);
    }

    public void Flush()
    {
        foreach (var (detection, resource, overlays) in _found.Values)
        {
            var isEverywhere = overlays.Count == _overlays[(resource.Path, resource.Subject)].Count;
            found.Add(isEverywhere ? detection : detection with { Title = $"{detection.Title} Only in {Shown.Of([.. overlays.Order(StringComparer.Ordinal)])}." });
        }
    }

    private static HashSet<string> Set(Dictionary<(string Path, string Subject), HashSet<string>> sets, (string Path, string Subject) key)
    {
        if (!sets.TryGetValue(key, out var set))
            sets[key] = set = new(StringComparer.Ordinal);
        return set;
    }
}
