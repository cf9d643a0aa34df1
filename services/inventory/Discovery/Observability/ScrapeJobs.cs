using Cortex.Documents.Files;
using Cortex.Documents.Yaml;

namespace Cortex.Inventory.Discovery.Observability;

/// <summary>What a Prometheus configuration calls a job is, in its queries, the hosts that the job lists.</summary>
internal sealed class ScrapeJobs(Observed observed)
{
    public void Visit(SourceFile file, YamlValue document)
    {
        foreach (var scrape in document["scrape_configs"]?.Items ?? [])
        {
            if (scrape["job_name"]?.Text is not { } job)
                continue;
            foreach (var target in (scrape["static_configs"]?.Items ?? []).SelectMany(s => s["targets"]?.Texts ?? []))
                observed.AddJob(job, target[..(target.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : target.Length)]);
        }
    }
}
