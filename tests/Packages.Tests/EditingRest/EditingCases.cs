using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Packages.Editing;

namespace Cortex.Packages.Tests.EditingRest;

/// <summary>
/// A case is a folder: &lt;ecosystem&gt;/data/&lt;case&gt;/before is edited as upgrade.json asks, and the files that change are those of
/// "after", byte for byte. With CORTEX_ACCEPT=1 what came out is written there instead, to be read before it is committed.
/// </summary>
public sealed class EditingCases : IDisposable
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("cortex-editing-");

    public static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public static TheoryData<string> All() =>
        [.. Directory.EnumerateFiles(Home(), "upgrade.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Home(), Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_gives_what_it_expects_and_asks_for_nothing_more_when_planned_again(string name)
    {
        var folder = Path.Combine(Home(), name);
        var wanted = JsonSerializer.Deserialize<Case>(File.ReadAllText(Path.Combine(folder, "upgrade.json")), Shape)!;
        Copy(Path.Combine(folder, "before"), copy.FullName);
        var before = PackageScanner.Scan(copy.FullName);
        var plan = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
        Assert.Equal(Tree(Path.Combine(folder, "before")), Tree(copy.FullName));
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
            Accept(folder, wanted, plan);
        else
            Compare(folder, wanted, plan);

        Apply(plan);
        var again = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
        Assert.Empty(again.Files);
        Reads(before, PackageScanner.Scan(copy.FullName), wanted, plan);
    }

    public void Dispose() => copy.Delete(recursive: true);

    private static void Compare(string folder, Case wanted, EditPlan plan)
    {
        var after = Tree(Path.Combine(folder, "after"));
        Assert.Equal(after.Keys, plan.Files.Select(f => f.Path));
        foreach (var file in plan.Files)
            Assert.Equal(after[file.Path], Encoding.Latin1.GetString(file.After.Span));
        Assert.Equal(wanted.Notes ?? [], plan.Notes.Select(Line));
        Assert.Equal(wanted.Refused ?? [], plan.Refused.Select(Line));
    }

    /// <summary>A version that a changed file pinned is the new one now, unless its tool must write the file.</summary>
    private static void Reads(PackageScan before, PackageScan after, Case wanted, EditPlan plan)
    {
        foreach (var upgrade in wanted.Upgrades.Where(u => plan.Refused.All(r => r.Upgrade != u)))
        {
            var left = plan.Notes.Where(n => n.Kind == EditNoteKind.LockfileNotRegenerated).Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var pinned in before.Packages.Where(p => Is(p, upgrade, upgrade.From) && !left.Contains(p.Path) && plan.Files.Any(f => f.Path == p.Path)))
            {
                Assert.DoesNotContain(after.Packages, p => p.Path == pinned.Path && Is(p, upgrade, upgrade.From));
                Assert.Contains(after.Packages, p => p.Path == pinned.Path && p.Name == pinned.Name && p.Version is not null);
            }
        }
        Assert.Equal(before.Unreadable.Count, after.Unreadable.Count);
    }

    private static bool Is(PackageOccurrence package, PackageUpgrade upgrade, string version) =>
        package.Ecosystem == upgrade.Ecosystem && package.Name == upgrade.Name && package.Version == version;

    private static string Line(EditNote note) => $"{note.Kind} {note.Path}: {note.Text}";

    private static string Line(EditRefusal refusal) => $"{refusal.Path}:{refusal.Line}: {refusal.Reason}";

    private static void Accept(string folder, Case wanted, EditPlan plan)
    {
        if (Directory.Exists(Path.Combine(folder, "after")))
            Directory.Delete(Path.Combine(folder, "after"), recursive: true);
        foreach (var file in plan.Files)
        {
            var path = Path.Combine(folder, "after", file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.After.ToArray());
        }
        var accepted = wanted with { Notes = [.. plan.Notes.Select(Line)], Refused = [.. plan.Refused.Select(Line)] };
        File.WriteAllText(Path.Combine(folder, "upgrade.json"), JsonSerializer.Serialize(accepted.WithoutEmpty(), Shape) + "\n");
    }

    private void Apply(EditPlan plan)
    {
        foreach (var file in plan.Files)
            File.WriteAllBytes(Path.Combine(copy.FullName, file.Path), file.After.ToArray());
    }

    private static SortedDictionary<string, string> Tree(string root)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(root))
            return tree;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            tree[Path.GetRelativePath(root, file).Replace('\\', '/')] = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        return tree;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <param name="Upgrades">What is asked, in order.</param>
    /// <param name="Notes">Kind, path and text of each note.</param>
    /// <param name="Refused">Path, line and reason of each refusal.</param>
    public sealed record Case(IReadOnlyList<PackageUpgrade> Upgrades, IReadOnlyList<string>? Notes, IReadOnlyList<string>? Refused)
    {
        public Case WithoutEmpty() => this with { Notes = Notes is [] ? null : Notes, Refused = Refused is [] ? null : Refused };
    }
}
