using Cortex.Contracts.Findings;
using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>What the sections are made of.</summary>
internal static class Parts
{
    public static Markup Code(string? text) => string.IsNullOrEmpty(text) ? Markup.Nothing : Markup.Of($"<code>{text}</code>");

    /// <summary>A status in words, with the colour of how good it is.</summary>
    public static Markup Status(string status) => Pill(Tone(status), ReportWords.Status(status));

    public static Markup Pill(string tone, string text) => Markup.Of($"""<span class="pill {tone}">{text}</span>""");

    public static Markup Badge(Severity severity) => Markup.Of($"""<span class="badge {ReportWords.Severity(severity)}">{ReportWords.Severity(severity)}</span>""");

    public static string Tone(string status) => status switch
    {
        "completed" or "resolved" or "approved" or "verified" or "ready" => "good",
        "failed" or "missing" or "rejected" or "failed verification" => "bad",
        "timedOut" or "open" or "running" => "warn",
        _ => "idle",
    };

    public static Markup Note(int count, string thing) => Markup.Of($"""<span class="note">{Count(count, thing)}</span>""");

    /// <summary>A link to a page of the web; anything else is text.</summary>
    public static Markup Link(string label, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.AbsoluteUri.Length > 300)
            return Markup.Of($"{label} ({url})");
        return Markup.Of($"""<a href="{uri.AbsoluteUri}" rel="noopener noreferrer">{label}</a>""");
    }

    /// <summary>What a list leaves out, and where it is.</summary>
    public static Markup More(int all, int shown, ReportLinks links)
    {
        if (all <= shown)
            return Markup.Nothing;
        var where = links.Json is { } json ? Markup.Of($"""<a href="{Uri.EscapeDataString(json)}">report.json</a>""") : Markup.Of($"report.json");
        return Markup.Of($"""<p class="more">{Number(all - shown)} more are in {where}.</p>""");
    }

    /// <summary>For an id: what is left of a name.</summary>
    public static string Slug(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(60));
}
