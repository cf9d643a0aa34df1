using System.Reflection;
using Cortex.Security.Advisories.Reading;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories;

/// <summary>The set that comes with Cortex, so that the samples can be judged offline. It is small: a real judgement needs an import.</summary>
internal static class BundledAdvisories
{
    public const string Source = "bundled";

    private static readonly Assembly Home = typeof(BundledAdvisories).Assembly;

    /// <summary>Takes the set in once per build of Cortex; what has been imported before stays.</summary>
    public static async Task EnsureAsync(AdvisoryStore store, CancellationToken stop)
    {
        var tag = Home.ManifestModule.ModuleVersionId.ToString("N");
        if (!store.Has(Source, tag))
            await store.ImportAsync(Files(), Source, tag, null, stop);
    }

    private static IEnumerable<AdvisoryFile> Files()
    {
        foreach (var name in Home.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var content = Home.GetManifestResourceStream(name)!;
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            yield return new(name, bytes, null);
        }
    }
}
