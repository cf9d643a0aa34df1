using System.Text.Json;
using Cortex.Contracts.Reports;
using Cortex.Coordinator.Tests.Reports;
using Microsoft.Playwright;

namespace Cortex.Browser.Tests.Reports;

public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly int[] Widths = [390, 820, 1400];

    /// <summary>The ratio of WCAG 2.2 between text and what is behind it, for every element with text of its own; the worst comes first.</summary>
    private const string Contrasts = """
        () => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
          const box = e => e.parentElement.querySelector(':scope > rect');
          return [...document.body.querySelectorAll('*')]
            .filter(e => !e.closest('.unseen, .skip, title') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length)
            .map(e => {
              const drawn = e instanceof SVGElement;
              const under = drawn && box(e) ? rgba(getComputedStyle(box(e)).fill) : behind(e);
              const [a, b] = [light(rgba(drawn ? getComputedStyle(e).fill : getComputedStyle(e).color)), light(under)].sort((x, y) => y - x);
              return { ratio: (a + 0.05) / (b + 0.05), text: e.textContent.trim().slice(0, 60), of: e.tagName + '.' + e.getAttribute('class') };
            })
            .sort((x, y) => x.ratio - y.ratio);
        }
        """;

    [ChromiumFact]
    public async Task It_fits_every_screen_asks_for_nothing_and_has_no_errors()
    {
        foreach (var report in new[] { SampleReports.Rich, SampleReports.Minimal, BigReport.Of(500, 200, 20) })
        {
            foreach (var width in Widths)
            {
                await using var opened = await OpenedReport.OpenAsync(chromium, report, width);

                Assert.InRange(await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
                Assert.Empty(await TooWideAsync(opened.Page, width));
                Assert.Empty(opened.Said);
                Assert.Single(opened.Asked);
            }
        }
    }

    [ChromiumFact]
    public async Task All_text_stands_out_in_light_and_in_dark()
    {
        foreach (var report in new[] { SampleReports.Rich, SampleReports.Minimal })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await using var opened = await OpenedReport.OpenAsync(chromium, report, scheme: scheme);
                var contrasts = (await opened.Page.EvaluateAsync<JsonElement>(Contrasts)).EnumerateArray().ToList();

                Assert.True(contrasts.Count > 50, $"only {contrasts.Count} texts were found");
                Assert.Empty(contrasts.Where(c => c.GetProperty("ratio").GetDouble() < 4.5).Select(c => $"{scheme}: {c}"));
            }
        }
    }

    [ChromiumFact]
    public async Task The_reader_may_choose_light_or_dark_against_the_systems_choice()
    {
        await using var opened = await OpenedReport.OpenAsync(chromium, SampleReports.Rich, scheme: ColorScheme.Dark);
        var dark = await PageColourAsync(opened.Page);
        await opened.Page.ClickAsync("label[for=theme-light]");
        var light = await PageColourAsync(opened.Page);
        await opened.Page.FocusAsync("#theme-light");
        await opened.Page.Keyboard.PressAsync("ArrowRight");

        Assert.NotEqual(dark, light);
        Assert.Equal(dark, await PageColourAsync(opened.Page));
        Assert.True(await opened.Page.IsCheckedAsync("#theme-dark"));
    }

    [ChromiumFact]
    public async Task The_reader_may_leave_out_findings_by_severity()
    {
        await using var opened = await OpenedReport.OpenAsync(chromium, SampleReports.Rich);
        var low = opened.Page.Locator(".findings > .low").First;
        var high = opened.Page.Locator(".findings > .high").First;
        await opened.Page.ClickAsync(".group:not([open]) summary");
        Assert.True(await low.IsVisibleAsync());

        await opened.Page.UncheckAsync("#show-low");
        Assert.False(await low.IsVisibleAsync());
        Assert.True(await high.IsVisibleAsync());

        await opened.Page.CheckAsync("#show-low");
        Assert.True(await low.IsVisibleAsync());
    }

    [ChromiumFact]
    public async Task Hostile_text_runs_nothing_and_makes_no_elements()
    {
        const string hostile = "</title></style><script>window.owned=1</script><img src=x onerror='window.owned=1'>\"'`<svg onload=window.owned=1>\u202Eevil\u2066";
        var report = HostileReport.Of(SampleReports.Rich, hostile);
        await using var opened = await OpenedReport.OpenAsync(chromium, report);

        Assert.Equal("undefined", await opened.Page.EvaluateAsync<string>("typeof window.owned"));
        Assert.Equal(0, await opened.Page.Locator("script, img, iframe, object, embed, base, form, [onload], [onerror], a[href^='javascript:']").CountAsync());
        Assert.Single(opened.Asked);
        Assert.Empty(opened.Said);
    }

    [ChromiumFact]
    public async Task Every_link_of_the_page_leads_to_a_part_of_it()
    {
        await using var opened = await OpenedReport.OpenAsync(chromium, SampleReports.Rich);

        Assert.Empty(await opened.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href')).filter(h => !document.getElementById(h.slice(1)))"));
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"));
        Assert.Equal(0, await opened.Page.Locator("svg[role=img]:not(:has(title))").CountAsync());
    }

    private static Task<string> PageColourAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    /// <summary>Elements that stick out on the right, other than inside something that scrolls by itself.</summary>
    private static Task<string[]> TooWideAsync(IPage page, int width) => page.EvaluateAsync<string[]>("""
        width => [...document.querySelectorAll('body *')]
          .filter(e => !e.closest('.scroll, nav, svg, .unseen') && e.getBoundingClientRect().right > width + 1)
          .map(e => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`)
        """, width);
}
