using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories.Syncing;

namespace Cortex.Cli.Advisories;

internal sealed class AdvisoriesSyncCommand : CortexCommand
{
    private readonly Option<string[]> ecosystems = new("--ecosystem") { HelpName = "NAME", Description = "Only this one, as OSV spells it; may be repeated (default: all that packages are judged in)." };

    public AdvisoriesSyncCommand() : base(
        "sync",
        "Fetch OSV's archives, the scores of EPSS and the exploited vulnerabilities; only what is new.",
        "cortex advisories sync",
        "cortex advisories sync --ecosystem npm --ecosystem PyPI --epss none --kev none",
        "cortex advisories sync --url https://mirror.example.com/osv")
    {
        Add(ecosystems);
        Add(new Option<string?>("--url") { HelpName = "URL", Description = "Folder of the archives; none for no advisories (default: CORTEX_ADVISORIES_URL, then OSV's own)." });
        Add(new Option<string?>("--epss") { HelpName = "URL", Description = "File of EPSS's scores; none for none (default: CORTEX_ADVISORIES_EPSS, then FIRST's)." });
        Add(new Option<string?>("--kev") { HelpName = "URL", Description = "Catalogue of exploited vulnerabilities; none for none (default: CORTEX_ADVISORIES_KEV, then CISA's)." });
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var settings = call.Settings;
        var options = new SyncOptions
        {
            Advisories = settings.AdvisoriesUrl,
            Ecosystems = [.. (call.Get(ecosystems) ?? []).Select(Named)],
            Epss = settings.EpssUrl,
            Kev = settings.KevUrl,
            Folder = Path.Combine(settings.Data.Root, "downloads"),
        };
        await using var store = await AdvisoryData.OpenAsync(call, stop);
        try
        {
            var synced = await new AdvisorySync(store, options, call.Shell.Clock).RunAsync(new Lines(call.Shell.Error), stop);
            if (synced.Count == 0)
                throw CommandFailure.Usage("there is nothing to fetch: every address is 'none'");
            await call.AnswerAsync(synced, () => Text(synced));
            if (synced.All(feed => feed.Status == SyncStatus.Missing))
                throw new CommandFailure(ExitCodes.Failed, $"{settings.AdvisoriesUrl} has no archive of any ecosystem", "Check the address: below it lies <ecosystem>/all.zip.");
            return synced.Any(feed => feed.Status == SyncStatus.Failed) ? ExitCodes.Failed : ExitCodes.Completed;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.Failed, e.Message, null, e);
        }
    }

    /// <summary>An ecosystem that this version does not know may be one that its server has; only a slip of the pen is refused.</summary>
    private static string Named(string typed) =>
        SyncOptions.KnownEcosystems.FirstOrDefault(known => known.Equals(typed, StringComparison.OrdinalIgnoreCase))
        ?? (Hosting.Suggestions.Nearest.Of(typed, SyncOptions.KnownEcosystems) is { } nearest
            ? throw CommandFailure.Usage($"there is no ecosystem '{typed}'; did you mean '{nearest}'?")
            : typed);

    private static string Text(IReadOnlyList<SyncedFeed> synced)
    {
        int Of(SyncStatus status) => synced.Count(feed => feed.Status == status);
        var missing = Of(SyncStatus.Missing) is > 0 and var none ? $", {none} that the server does not have" : "";
        return $"{Wording.Count(synced.Count, "feed")}: {Of(SyncStatus.Updated)} taken in, {Of(SyncStatus.UpToDate)} up to date, {Of(SyncStatus.Failed)} failed{missing}.";
    }

    private sealed class Lines(TextWriter error) : IProgress<string>
    {
        public void Report(string value) => error.WriteLine(Printable.Of(value));
    }
}
