using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Messaging.Stores;
using Cortex.Security.Advisories;

namespace Cortex.Cli.Advisories;

internal sealed class AdvisoriesImportCommand : CortexCommand
{
    private const int MostShown = 20;

    private readonly Argument<string> path = new("PATH") { Description = "A JSON file of the OSV format, a folder of them, or a .zip, .tar, .tar.gz or .tgz archive; EPSS's .csv or .csv.gz; CISA's catalogue of exploited vulnerabilities." };
    private readonly Option<string?> source = new("--source") { HelpName = "NAME", Description = "What reports call the set (default: the path)." };

    public AdvisoriesImportCommand() : base(
        "import",
        "Take in advisories of the OSV format; newer records replace older ones.",
        "cortex advisories import all.zip --source osv/npm",
        "cortex advisories import ~/advisory-database/advisories/github-reviewed",
        "cortex advisories import epss_scores-current.csv.gz --source epss")
    {
        Add(path);
        Add(source);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var from = call.Get(path)!;
        await using var store = await AdvisoryData.OpenAsync(call, stop);
        try
        {
            var import = await store.ImportAsync(from, call.Get(source) ?? from, new Counter(call.Shell.Error), stop);
            await call.AnswerAsync(import, () => Text(import));
            return import.Read == 0 || import.Failed == import.Read ? ExitCodes.Usage : ExitCodes.Completed;
        }
        catch (FileNotFoundException e)
        {
            throw new CommandFailure(ExitCodes.Usage, $"there is no '{from}'", "Name a file, a folder or an archive.", e);
        }
        catch (InvalidDataException e)
        {
            throw new CommandFailure(ExitCodes.Usage, $"'{from}' is damaged or no such file: {e.Message}", "Fetch it again; what was read before the fault is kept.", e);
        }
        catch (StoreException e)
        {
            throw new CommandFailure(ExitCodes.Failed, e.Message, null, e);
        }
    }

    private static string Text(AdvisoryImport import)
    {
        var lines = import.Unreadable.Take(MostShown)
            .Select(u => Printable.Of($"{u.File}{(u.Advisory is null ? " is left out" : $": {u.Advisory} is taken in without a part")}: {u.Reason}"))
            .ToList();
        if (import.Unreadable.Count - lines.Count + import.MoreUnreadable is > 0 and var more)
            lines.Add($"… and {more} more; --json lists up to 100.");
        lines.Add(import.Kind != AdvisoryImport.Osv
            ? $"{(import.Kind == AdvisoryImport.Epss ? Wording.Count(import.Added, "score") + " of EPSS" : Wording.Count(import.Added, "entry", "entries") + " of CISA's catalogue of exploited vulnerabilities")}{(import.Newest is { } day ? $", of {day:yyyy-MM-dd}" : "")}; {import.Failed} left out."
            : import.Read == 0
            ? "There is no .json file in it."
            : $"{Wording.Count(import.Read, "file")} read: {import.Added} new, {import.Replaced} replaced by newer ones, {import.Unchanged} known already, {import.Withdrawn} of them withdrawn, {import.Failed} left out.");
        return string.Join('\n', lines);
    }

    /// <summary>A line on standard error now and then, so that a long import is seen to go on.</summary>
    private sealed class Counter(TextWriter error) : IProgress<int>
    {
        private const int Every = 20_000;

        private int told;

        public void Report(int value)
        {
            if (value - told < Every)
                return;
            told = value;
            error.WriteLine($"{value} files read …");
        }
    }
}
