using Cortex.Contracts.Masters;
using Cortex.Security.Advisories;

namespace Cortex.Security;

/// <summary>Whether there is anything to judge packages by, and how old it is.</summary>
internal static class Preflight
{
    private const string Advice = "'cortex advisories sync' fetches newer ones; 'cortex advisories import PATH' takes in a copy.";

    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public static Check Of(AdvisoryStatus status, DateTimeOffset now)
    {
        if (status.Imports.FirstOrDefault(import => import.Kind == AdvisoryImport.Osv) is not { } newest)
            return new() { Name = "advisories", Status = CheckStatus.Warning, Detail = "No advisories are known: nothing can be found.", Advice = Advice };
        var set = status.Describe(now);
        return now - newest.Imported <= Fresh && newest.Source != BundledAdvisories.Source
            ? new() { Name = "advisories", Status = CheckStatus.Passed, Detail = $"{set}." }
            : new() { Name = "advisories", Status = CheckStatus.Warning, Detail = $"{set}.", Advice = Advice };
    }
}
