using Cortex.Packages.Editing;

namespace Cortex.Packages.Tests.EditingRest;

/// <summary>
/// A case is a folder: &lt;ecosystem&gt;/data/&lt;case&gt;/before is edited as upgrade.json asks, and the files that change are those of
/// "after", byte for byte. With CORTEX_ACCEPT=1 what came out is written there instead, to be read before it is committed.
/// </summary>
public sealed class EditingCases : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("cortex-editing-");

    public static TheoryData<string> All() => EditingCase.All();

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_gives_what_it_expects_and_asks_for_nothing_more_when_planned_again(string name)
    {
        var given = EditingCase.Tree(Path.Combine(EditingCase.Home(), name, "before"));
        var wanted = EditingCase.Read(name);
        EditingCase.Write(copy.FullName, given);
        var before = PackageScanner.Scan(copy.FullName);
        var plan = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
        Assert.Equal(given, EditingCase.Tree(copy.FullName));
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
            EditingCase.Accept(name, plan);
        else
            Compare(name, wanted, plan);

        EditingCase.Write(copy.FullName, EditingCase.FilesOf(plan));
        Assert.Empty(PackageEditor.Plan(copy.FullName, wanted.Upgrades).Files);
        Reads(before, PackageScanner.Scan(copy.FullName), wanted, plan);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_with_windows_line_ends_and_a_byte_order_mark_gives_the_same_with_them(string name)
    {
        var wanted = EditingCase.Read(name);
        EditingCase.Write(copy.FullName, Windows(Path.Combine(EditingCase.Home(), name, "before")));
        var plan = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
        Assert.Equal(Windows(Path.Combine(EditingCase.Home(), name, "after")), EditingCase.FilesOf(plan));
    }

    public void Dispose() => copy.Delete(recursive: true);

    private static void Compare(string name, EditingCase wanted, EditPlan plan)
    {
        Assert.Equal(EditingCase.Tree(Path.Combine(EditingCase.Home(), name, "after")), EditingCase.FilesOf(plan));
        Assert.Equal(wanted.Notes ?? [], plan.Notes.Select(EditingCase.Line));
        Assert.Equal(wanted.Refused ?? [], plan.Refused.Select(EditingCase.Line));
    }

    private static SortedDictionary<string, string> Windows(string root)
    {
        var tree = EditingCase.Tree(root);
        foreach (var (path, content) in tree.ToList())
        {
            var marked = content.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? content : "\u00EF\u00BB\u00BF" + content;
            tree[path] = marked.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        }
        return tree;
    }

    /// <summary>A version that a changed file pinned is another now, unless its tool must write the file.</summary>
    private static void Reads(PackageScan before, PackageScan after, EditingCase wanted, EditPlan plan)
    {
        foreach (var upgrade in wanted.Upgrades.Where(u => plan.Refused.All(r => r.Upgrade != u)))
        {
            var left = plan.Notes.Where(n => n.Kind == EditNoteKind.LockfileNotRegenerated).Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var pinned in before.Packages.Where(p => Is(p, upgrade) && !left.Contains(p.Path) && plan.Files.Any(f => f.Path == p.Path)))
            {
                Assert.DoesNotContain(after.Packages, p => p.Path == pinned.Path && Is(p, upgrade));
                Assert.Contains(after.Packages, p => p.Path == pinned.Path && p.Name == pinned.Name && p.Version is not null);
            }
        }
        Assert.Equal(before.Unreadable.Count, after.Unreadable.Count);
    }

    private static bool Is(PackageOccurrence package, PackageUpgrade upgrade) =>
        package.Ecosystem == upgrade.Ecosystem && package.Name == upgrade.Name && package.Version == upgrade.From;
}
