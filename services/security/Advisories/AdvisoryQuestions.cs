using System.Text.Json;
using Cortex.Contracts;
using Cortex.Packages;
using Cortex.Security.Advisories.Stored;
using Cortex.Workers.Work;

namespace Cortex.Security.Advisories;

/// <summary>A worker asking its master for the advisories of the packages that it has found.</summary>
internal sealed class AdvisoryQuestions(IWorkContext context)
{
    /// <summary>Of each package that some advisory speaks of, all of them.</summary>
    public async Task<IReadOnlyDictionary<PackageName, IReadOnlyList<PackageAdvisory>>> AskAsync(IEnumerable<PackageOccurrence> packages, CancellationToken stop)
    {
        var names = packages
            .Where(package => package.Version is not null && PackageNames.Osv(package.Ecosystem) is not null)
            .Select(package => new PackageName(PackageNames.Osv(package.Ecosystem)!, package.Name))
            .Distinct();
        var known = new Dictionary<PackageName, IReadOnlyList<PackageAdvisory>>();
        foreach (var part in names.Chunk(AdvisoryLookup.MostPackages))
        {
            var question = JsonSerializer.Serialize(new AdvisoryQuestion { Packages = part }, CortexJson.Options);
            var answer = JsonSerializer.Deserialize<AdvisoryAnswer>(await context.AskAsync(AdvisoryLookup.Name, question, stop), CortexJson.Options)!;
            foreach (var package in answer.Packages)
                known[new(package.Ecosystem, package.Name)] = package.Advisories;
        }
        return known;
    }
}
