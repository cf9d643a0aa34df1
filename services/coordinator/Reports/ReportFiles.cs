using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Reports;
using Cortex.Hosting.Data;

namespace Cortex.Coordinator.Reports;

/// <summary>A run's reports in its folder of the data directory. A file has its name once it is whole; report.json comes last.</summary>
internal sealed class ReportFiles(DataDirectory data)
{
    public bool Exists(Guid id) => File.Exists(Json(id));

    public Report? Read(Guid id) => Exists(id) ? JsonSerializer.Deserialize<Report>(File.ReadAllBytes(Json(id)), CortexJson.Options) : null;

    public string? ReadMarkdown(Guid id) => File.Exists(Markdown(id)) ? File.ReadAllText(Markdown(id)) : null;

    public string? ReadHtml(Guid id) => File.Exists(Html(id)) ? File.ReadAllText(Html(id)) : null;

    public void Write(Guid id, Report report, string markdown, string html)
    {
        Directory.CreateDirectory(data.RunFolder(id));
        Replace(Markdown(id), markdown);
        Replace(Html(id), html);
        Replace(Json(id), JsonSerializer.Serialize(report, CortexJson.Indented) + "\n");
    }

    private string Json(Guid id) => Path.Combine(data.RunFolder(id), "report.json");

    private string Markdown(Guid id) => Path.Combine(data.RunFolder(id), "report.md");

    private string Html(Guid id) => Path.Combine(data.RunFolder(id), "report.html");

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
