using Cortex.Contracts.Reports;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Every check of the certificate with what it found.</summary>
internal static class CertificateSection
{
    private const int MostDetails = 20;

    public static Section Of(Report report)
    {
        var certificate = report.Certificate;
        var details = certificate.Failures.ToLookup(f => f.Field, f => f.Detail, StringComparer.Ordinal);
        var fields = ReportWords.CertificateFields(certificate);
        var others = certificate.Failures.Select(f => f.Field).Except(fields.Select(f => f.Field), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(field => (Field: field, Title: field, Value: "–"));
        return new Section("certificate", "Certificate", Markup.Of($"""
            <p>It {(certificate.Holds ? "holds" : "does not hold")}. {Number(certificate.Events)} events of this run were checked, up to position {Number(certificate.UpTo)} of the log.</p>
            <div class="scroll"><table class="checks">
            <thead><tr><th scope="col">Check</th><th scope="col">Found</th><th scope="col">Verdict</th></tr></thead>
            <tbody>{fields.Concat(others).Select(f => Row(f.Field, f.Title, f.Value, [.. details[f.Field]]))}</tbody>
            </table></div>
            """), certificate.Holds ? Parts.Pill("good", "holds") : Parts.Pill("bad", "does not hold"));
    }

    private static Markup Row(string field, string title, string value, List<string> details)
    {
        var why = details.Take(MostDetails).Select(d => Markup.Of($"<p>{d}</p>"));
        var verdict = details.Count == 0 ? Parts.Pill("good", "holds") : Parts.Pill("bad", "does not hold");
        var more = details.Count > MostDetails ? Markup.Of($"<p>{details.Count - MostDetails:N0} more are in report.json.</p>") : Markup.Nothing;
        return Markup.Of($"""<tr><th scope="row">{title}<code class="field">{field}</code></th><td>{value}</td><td>{verdict}{why}{more}</td></tr>""");
    }
}
