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

    /// <summary>One of <see cref="ReportDocuments"/>; null when it is not there, as in the folder of a run that an older version made.</summary>
    public string? ReadDocument(Guid id, string name) =>
        ReportDocuments.All.Contains(name, StringComparer.Ordinal) && File.Exists(Path.Combine(data.RunFolder(id), name)) ? File.ReadAllText(Path.Combine(data.RunFolder(id), name)) : null;

    /// <param name="id">The run.</param>
    /// <param name="report">What the documents are made of.</param>
    /// <param name="documents">By name, one of <see cref="ReportDocuments"/>.</param>
    public void Write(Guid id, Report report, IReadOnlyDictionary<string, string> documents)
    {
        Directory.CreateDirectory(data.RunFolder(id));
        foreach (var (name, text) in documents)
            Replace(Path.Combine(data.RunFolder(id), name), text);
        Replace(Json(id), JsonSerializer.Serialize(report, CortexJson.Indented) + "\n");
    }

    private string Json(Guid id) => Path.Combine(data.RunFolder(id), "report.json");

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
