using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Packages.Editing;

namespace Cortex.Packages.Tests.Editing;

/// <summary>
/// A case is a folder: Editing/&lt;ecosystem&gt;/data/&lt;case&gt; holds before/, upgrade.json and after/, which has the files that change. With
/// CORTEX_ACCEPT=1 what was found is written there instead, to be read before it is committed.
/// </summary>
public class EditCases
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public static TheoryData<string> All() =>
        [.. Directory.EnumerateFiles(Home(), "upgrade.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Home(), Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_gives_what_it_expects(string name)
    {
        var folder = Path.Combine(Home(), name);
        var wanted = Read(folder);
        var plan = PackageEditor.Plan(Path.Combine(folder, "before"), Upgrades(name, wanted));
        var found = wanted with
        {
            Notes = plan.Notes is [] ? null : [.. plan.Notes.Select(n => $"{n.Kind} {n.Path}: {n.Text}")],
            Refused = plan.Refused is [] ? null : [.. plan.Refused.Select(r => $"{r.Path}{(r.Line is { } line ? $":{line}" : "")}: {r.Reason}")],
        };
        var after = Path.Combine(folder, "after");
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
        {
            if (Directory.Exists(after))
                Directory.Delete(after, recursive: true);
            Write(after, plan);
            File.WriteAllText(Path.Combine(folder, "upgrade.json"), JsonSerializer.Serialize(found, Shape) + "\n");
            wanted = found;
        }
        Assert.Equal(JsonSerializer.Serialize(wanted, Shape), JsonSerializer.Serialize(found, Shape));
        Assert.Equal(Files(after), plan.Files.Select(f => f.Path));
        foreach (var file in plan.Files)
            Assert.Equal(File.ReadAllBytes(Path.Combine(after, file.Path)), file.After.ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_plan_that_was_carried_out_leaves_nothing_to_edit(string name)
    {
        using var repository = new Repository();
        var folder = Path.Combine(Home(), name);
        Copy(Path.Combine(folder, "before"), repository.Root);
        var wanted = Read(folder);
        Write(repository.Root, PackageEditor.Plan(repository.Root, Upgrades(name, wanted)));
        var again = PackageEditor.Plan(repository.Root, Upgrades(name, wanted));
        Assert.Empty(again.Files);
        if (wanted.Refused is null)
            Assert.Empty(again.Refused);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_was_edited_reads_as_the_new_version(string name)
    {
        using var repository = new Repository();
        var folder = Path.Combine(Home(), name);
        Copy(Path.Combine(folder, "before"), repository.Root);
        var wanted = Read(folder);
        var before = repository.Scan();
        var plan = PackageEditor.Plan(repository.Root, Upgrades(name, wanted));
        Write(repository.Root, plan);
        var after = repository.Scan();
        Assert.Equal(before.Unreadable, after.Unreadable);
        // A lockfile that its tool has to make anew may say what it said.
        var edited = plan.Files.Select(f => f.Path).Except(plan.Notes.Where(n => n.Kind == EditNoteKind.LockfileNotRegenerated).Select(n => n.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var upgrade in Upgrades(name, wanted).Where(_ => wanted.Refused is null))
        {
            var had = before.Packages.Where(p => edited.Contains(p.Path) && Is(p, upgrade.From)).Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
            var has = after.Packages.Where(p => had.Contains(p.Path)).ToList();
            if (wanted.KeepsOld)
                continue;
            Assert.DoesNotContain(has, p => Is(p, upgrade.From));
            foreach (var path in had)
                Assert.Contains(has, p => p.Path == path && Is(p, upgrade.To));

            bool Is(PackageOccurrence p, string version) =>
                p.Ecosystem == upgrade.Ecosystem && p.Name.Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase) && p.Version == version;
        }
    }

    private static IEnumerable<PackageUpgrade> Upgrades(string name, EditCase wanted) => wanted.Upgrades.Select(u => new PackageUpgrade
    {
        Ecosystem = u.Ecosystem ?? name.Split('/')[0],
        Name = u.Name,
        From = u.From,
        To = u.To,
        Path = u.Path,
        Ranges = u.Ranges,
    });

    private static EditCase Read(string folder) => JsonSerializer.Deserialize<EditCase>(File.ReadAllText(Path.Combine(folder, "upgrade.json")), Shape)!;

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [];

    private static void Write(string folder, EditPlan plan)
    {
        foreach (var file in plan.Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.After.ToArray());
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Files(from))
        {
            var path = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Path.Combine(from, file), path);
        }
    }

    private sealed record EditCase
    {
        public required IReadOnlyList<EditCaseUpgrade> Upgrades { get; init; }

        /// <summary>The old version stays in an edited file, as where what was allowed stays allowed.</summary>
        public bool KeepsOld { get; init; }

        public IReadOnlyList<string>? Notes { get; init; }

        public IReadOnlyList<string>? Refused { get; init; }
    }

    private sealed record EditCaseUpgrade(string Name, string From, string To, string Path, RangeStrategy Ranges = RangeStrategy.Auto, string? Ecosystem = null);
}
