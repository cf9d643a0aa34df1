using Cortex.Packages.Editing;
using CsCheck;

namespace Cortex.Packages.Tests.EditingRest;

public sealed class DamagedFileTests : IDisposable
{
    private static readonly string[] Fragments =
    [
        "\"", "'", "[", "]", "{", "}", "(", "<", "/>", "<!--", "]]>", "${", "$", "#", "=>", "==", "\r", "\n", "\\\n", "\0", "\u00FF", ",", ";",
        "9999999999999999999", "*", "\u00EF\u00BB\u00BF", "\t", "%q<", "---\n", "&a",
    ];

    private static readonly Gen<(int At, int Cut, string Put)[]> Edits =
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 9], Gen.OneOf(Fragments)).Array[1, 5];

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("cortex-damaged-");

    public static TheoryData<string> All() => EditingCase.All();

    [Theory]
    [MemberData(nameof(All))]
    public void A_damaged_file_is_edited_or_refused_and_never_an_error(string name)
    {
        var given = EditingCase.Tree(Path.Combine(EditingCase.Home(), name, "before"));
        var wanted = EditingCase.Read(name);
        Edits.Sample(
            edits =>
            {
                var damaged = given.ToDictionary(file => file.Key, file => edits.Aggregate(file.Value, Apply) is { Length: > 0 } content ? content : "\n");
                EditingCase.Write(copy.FullName, damaged);
                var plan = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
                Assert.All(plan.Refused, refusal => Assert.NotEmpty(refusal.Reason));
                Assert.All(plan.Files, file => Assert.NotEqual(file.Before.ToArray(), file.After.ToArray()));
                EditingCase.Write(copy.FullName, EditingCase.FilesOf(plan));
                var again = PackageEditor.Plan(copy.FullName, wanted.Upgrades);
                Assert.Equal(EditingCase.FilesOf(plan).Where(file => again.Files.Any(f => f.Path == file.Key)), EditingCase.FilesOf(again));
            },
            iter: 4, threads: 1);
    }

    public void Dispose() => copy.Delete(recursive: true);

    private static string Apply(string content, (int At, int Cut, string Put) edit)
    {
        var at = content.Length == 0 ? 0 : edit.At % content.Length;
        return content[..at] + edit.Put + content[Math.Min(content.Length, at + edit.Cut)..];
    }
}
