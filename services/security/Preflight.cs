using Cortex.Contracts.Masters;
using Cortex.Security.Advisories;

namespace Cortex.Security;

/// <summary>Whether there is anything to judge packages by, and how old it is.</summary>
internal static class Preflight
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public static Check Of(AdvisoryStatus status, DateTimeOffset now)
    {
        if (status.Imports is not [var newest, ..])
            return new() { Name = "advisories", Status = CheckStatus.Warning, Detail = "No advisories are known: nothing can be found.", Advice = Advice };
        var set = $"{status.Advisories} advisories of {status.Ecosystems.Count} ecosystems ({newest.Source}), the newest of {status.Newest:yyyy-MM-dd}";
        return now - newest.Imported <= Fresh && newest.Source != BundledAdvisories.Source
            ? new() { Name = "advisories", Status = CheckStatus.Passed, Detail = $"{set}." }
            : new() { Name = "advisories", Status = CheckStatus.Warning, Detail = $"{set}; taken in on {newest.Imported:yyyy-MM-dd}.", Advice = Advice };
    }

    private const string Advice = "'cortex advisories import PATH' takes in a newer set.";
}
