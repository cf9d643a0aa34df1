using Cortex.Contracts.Reports;
using Cortex.Coordinator.Reports.Rendering;
using Cortex.Coordinator.Reports.Rendering.Html;
using Microsoft.Playwright;

namespace Cortex.Browser.Tests.Reports;

/// <summary>A report as a file, opened in the browser, with all that it said and asked for while it was open.</summary>
internal sealed class OpenedReport : IAsyncDisposable
{
    private readonly string _file;

    private OpenedReport(IPage page, string file)
    {
        (Page, _file) = (page, file);
        page.Console += (_, message) => Said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Said.Add(error);
        page.Request += (_, request) => Asked.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Console messages and errors.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Addresses of requests; the file's own is the first.</summary>
    public List<string> Asked { get; } = [];

    public static Task<OpenedReport> OpenAsync(Chromium chromium, Report report, int width = 1400, ColorScheme scheme = ColorScheme.Light) =>
        OpenHtmlAsync(chromium, HtmlReport.Render(report, new ReportLinks { Json = "report.json", Markdown = "report.md" }), width, scheme);

    public static async Task<OpenedReport> OpenHtmlAsync(Chromium chromium, string html, int width, ColorScheme scheme)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortex-report-{Path.GetRandomFileName()}.html");
        await File.WriteAllTextAsync(file, html);
        var opened = new OpenedReport(await chromium.PageAsync(width, scheme), file);
        await opened.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        File.Delete(_file);
    }
}
