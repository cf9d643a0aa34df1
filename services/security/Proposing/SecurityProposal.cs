using System.Globalization;
using System.Text;
using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Matching;
using Cortex.Workers.Changes;
using static Cortex.Workers.Changes.SafeMarkdown;

namespace Cortex.Security.Proposing;

/// <summary>What a reviewer reads of a security fix: what it removes, why so little is changed, what may break, what was checked.</summary>
internal static class SecurityProposal
{
    private const int MostFindings = 40;
    private const int MostReferencesInTitle = 2;
    private const int MostPlaces = 3;

    public static ProposalText Of(ProposalSubject subject, ProposalPlace place)
    {
        var change = subject.Change;
        var body = new StringBuilder()
            .Append(ProposalSections.Section("What it fixes", Fixes(subject)))
            .Append(ProposalSections.Section("Why this is the least change", subject.LeastBecause is { Length: > 0 } least ? Text(least) : ""))
            .Append(ProposalSections.Section("What may break", Risk(subject)))
            .Append(ProposalSections.Files(change))
            .Append(ProposalSections.Verification(subject))
            .Append(ProposalSections.StaysOpen(subject))
            .Append(ProposalSections.Undo(place, change));
        return new ProposalText
        {
            Change = change.Key,
            Target = change.Target,
            Title = Title(subject),
            Body = body.ToString().TrimEnd() + "\n",
            Labels = ["cortex", "security", change.Kind],
            Reviewers = place.Reviewers,
            Draft = change.Verification.Status != VerificationStatus.Passed,
        };
    }

    internal static string Title(ProposalSubject subject)
    {
        var references = References(subject.Findings);
        var named = string.Join(", ", references.Take(MostReferencesInTitle)) + (references.Count > MostReferencesInTitle ? $" and {references.Count - MostReferencesInTitle} more" : "");
        var what = subject.Change switch
        {
            { Package: { Length: > 0 } package, To: { Length: > 0 } to } => $"Upgrade {PackageName.Of(package)} {subject.Change.From} to {to}".Replace("  ", " ", StringComparison.Ordinal),
            { Kind: "secret-removal" } => $"Remove a secret from {(subject.Change.Files is [var file, ..] ? file : "the repository")}",
            { Kind: FixResults.Configuration, Files: [var file, ..] } => $"Set up {file} safely",
            _ when subject.Findings is [var only] => only.Title,
            _ => $"Change {(subject.Change.Files is [var file, ..] ? file : "the configuration")} for {subject.Findings.Count} findings",
        };
        return named.Length == 0 ? what : $"{what} ({named})";
    }

    private static string Fixes(ProposalSubject subject)
    {
        if (subject.Findings.Count == 0)
            return subject.Change.Findings.Count == 0 ? "" : List([.. subject.Change.Findings.Select(key => Code(key))], MostFindings);
        var table = new StringBuilder("| What | Severity | Score | EPSS | Where |\n| --- | --- | ---: | ---: | --- |\n");
        var ordered = VulnerabilityFindings.MostUrgentFirst(subject.Findings).ToList();
        foreach (var finding in ordered.Take(MostFindings))
            table.Append(CultureInfo.InvariantCulture, $"| {What(finding)} | {Severity(finding)} | {Score(finding)} | {Epss(subject, finding)} | {Where(finding)} |\n");
        if (ordered.Count > MostFindings)
            table.Append(CultureInfo.InvariantCulture, $"\nand {ordered.Count - MostFindings} more.\n");
        return table.Append(Imported(subject.Findings)).ToString();
    }

    /// <summary>In a table a vertical bar ends the cell even inside of code.</summary>
    private static string What(Finding finding) =>
        finding.Reference is { Length: > 0 } reference ? $"{Cell(reference)} {Text(finding.Title, 160)}" : Text(finding.Title, 160);

    private static string Where(Finding finding) => finding.Package is { Length: > 0 } package ? Cell(package)
        : finding.Path is { Length: > 0 } path ? Cell(finding.Line is { } line ? $"{path}:{line}" : path) : "–";

    private static string Cell(string text) => Code(text, 120).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Score(Finding finding) => finding.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–";

    private static string Epss(ProposalSubject subject, Finding finding) =>
        (finding.Epss ?? (subject.Exploitability.TryGetValue(finding.Key, out var told) ? told : null)) is { } epss ? $"{(epss * 100).ToString("0.0", CultureInfo.InvariantCulture)} %" : "–";

    private static string Severity(Finding finding) => finding.Severity.ToString().ToLowerInvariant() + (finding.Exploited == true ? ", **known to be exploited**" : "");

    /// <summary>Evidence of use, where there is some; that none was found proves nothing and is not told.</summary>
    private static string Imported(IReadOnlyList<Finding> findings)
    {
        var places = findings.Where(f => f.Imported == "yes").Select(f => f.ImportedAt).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return places.Count == 0 ? "" : $"\nThe code imports it, for example at {string.Join(", ", places.Take(MostPlaces).Select(place => Code(place)))}.\n";
    }

    private static string Risk(ProposalSubject subject)
    {
        var step = subject.Change is { Package: { Length: > 0 }, From: { Length: > 0 } from, To: { Length: > 0 } to } ? VersionStep.Sentence(from, to) : "";
        return $"{step} {(subject.Risk is { Length: > 0 } risk ? Text(risk) : "")}".Trim();
    }

    private static List<string> References(IReadOnlyList<Finding> findings) =>
        [.. VulnerabilityFindings.MostUrgentFirst(findings).Select(f => f.Reference).OfType<string>().Where(r => r.Length > 0).Distinct(StringComparer.Ordinal)];
}
