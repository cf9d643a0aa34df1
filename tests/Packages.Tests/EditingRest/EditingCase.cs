using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Packages.Editing;

namespace Cortex.Packages.Tests.EditingRest;

/// <summary>What upgrade.json of a case says.</summary>
/// <param name="Upgrades">What is asked, in order.</param>
/// <param name="Notes">Kind, path and text of each note.</param>
/// <param name="Refused">Path, line and reason of each refusal.</param>
public sealed record EditingCase(IReadOnlyList<PackageUpgrade> Upgrades, IReadOnlyList<string>? Notes, IReadOnlyList<string>? Refused)
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public static TheoryData<string> All() =>
        [.. Directory.EnumerateFiles(Home(), "upgrade.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Home(), Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public static EditingCase Read(string name) =>
        JsonSerializer.Deserialize<EditingCase>(File.ReadAllText(Path.Combine(Home(), name, "upgrade.json")), Shape)!;

    /// <summary>The files below a folder by their paths, each byte as one character.</summary>
    public static SortedDictionary<string, string> Tree(string root)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(root))
            return tree;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            tree[Path.GetRelativePath(root, file).Replace('\\', '/')] = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        return tree;
    }

    public static void Write(string root, IEnumerable<KeyValuePair<string, string>> tree)
    {
        foreach (var (path, content) in tree)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(content));
        }
    }

    public static SortedDictionary<string, string> FilesOf(EditPlan plan) =>
        new(plan.Files.ToDictionary(file => file.Path, file => Encoding.Latin1.GetString(file.After.Span)), StringComparer.Ordinal);

    public static string Line(EditNote note) => $"{note.Kind} {note.Path}: {note.Text}";

    public static string Line(EditRefusal refusal) => $"{refusal.Path}:{refusal.Line}: {refusal.Reason}";

    public static void Accept(string name, EditPlan plan)
    {
        var after = Path.Combine(Home(), name, "after");
        if (Directory.Exists(after))
            Directory.Delete(after, recursive: true);
        Write(after, FilesOf(plan));
        var accepted = Read(name) with
        {
            Notes = plan.Notes.Count == 0 ? null : [.. plan.Notes.Select(Line)],
            Refused = plan.Refused.Count == 0 ? null : [.. plan.Refused.Select(Line)],
        };
        File.WriteAllText(Path.Combine(Home(), name, "upgrade.json"), JsonSerializer.Serialize(accepted, Shape) + "\n");
    }
}
