using System.Security.Cryptography;
using System.Text;
using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>
/// report.html: one file that asks for nothing else and runs no script. The same report gives the same bytes; what is too much for a
/// page is counted and pointed to.
/// </summary>
public static class HtmlReport
{
    private static readonly string Style = ReadStyle();

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    public static string Render(Report report, ReportLinks links)
    {
        IReadOnlyList<Section> sections =
        [
            OutcomesSection.Of(report.Outcomes),
            EscalationsSection.Of(report.Escalations, links),
            TimelineSection.Of(report),
            WorkersSection.Of(report, links),
            TokensSection.Of(report),
            LineageSection.Of(report.Lineage),
            MastersSection.Of(report, links),
            SuppressedSection.Of(report.Suppressed, new SourcePlaces(report.Run.Targets), links),
            LearnedSection.Of(report.Learned, links),
            CertificateSection.Of(report),
            MessagesSection.Of(report),
        ];
        var shown = sections.Where(section => section.Body.Value is not null).ToList();
        return Markup.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{new Markup(Policy)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>Cortex run {report.Run.Id}: {report.Run.Status}</title>
            <style>{new Markup(Style)}</style>
            </head>
            <body>
            <a class="skip" href="#report">Skip to the report</a>
            <div class="bar">
            <a class="brand" href="#report"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="12" cy="12" r="3.2"/><circle cx="12" cy="3.4" r="1.9"/><circle cx="20" cy="16.6" r="1.9"/><circle cx="4" cy="16.6" r="1.9"/><path d="M12 5v4M14.8 13.6l3.6 2.1M9.2 13.6l-3.6 2.1"/></svg>Cortex</a>
            <nav aria-label="Sections">{shown.Select(section => Markup.Of($"<a href=\"#{section.Id}\">{section.Short}</a>"))}</nav>
            <fieldset class="theme"><legend class="unseen">Colours</legend>{Theme("auto", "Auto", selected: true)}{Theme("light", "Light")}{Theme("dark", "Dark")}</fieldset>
            </div>
            <main id="report">
            {Headline.Of(report, links)}
            {shown.Select(Framed)}
            </main>
            <footer><p>Run <code>{report.Run.Id}</code>, {Time(report.Run.StartedAt)} UTC. Every figure on this page comes from recorded messages of this run and the results they refer to; <code>cortex replay {report.Run.Id} --verify</code> checks it.</p></footer>
            </body>
            </html>

            """).ToString();
    }

    private static Markup Theme(string id, string label, bool selected = false) =>
        Markup.Of($"""<input type="radio" name="theme" id="theme-{id}"{new Markup(selected ? " checked" : "")}><label for="theme-{id}">{label}</label>""");

    private static Markup Framed(Section section) => Markup.Of($"""
        <section id="{section.Id}" aria-labelledby="{section.Id}-title">
        <h2 id="{section.Id}-title">{section.Title}{section.Note}</h2>
        {section.Body}
        </section>

        """);

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Reports/report.css")
            ?? throw new InvalidOperationException("the assembly has no Reports/report.css");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
