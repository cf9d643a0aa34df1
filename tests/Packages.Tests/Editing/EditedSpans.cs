using System.Text;
using Cortex.Packages.Editing;
using CsCheck;

namespace Cortex.Packages.Tests.Editing;

/// <summary>Whatever a manifest looks like, an upgrade changes the version and not a byte else.</summary>
public class EditedSpans
{
    private static readonly Gen<string> Space = Gen.OneOf("", " ", "\n", "\r\n", "\t", "\n    ", "  ");
    private static readonly Gen<string> Operator = Gen.OneOf("", "^", "~", ">=", "=", "v");
    private static readonly Gen<string> Other = Gen.Select(Gen.OneOf("a", "b-c", "@d/e", "left-pad", "lefty", "x.y"),
        Gen.OneOf("1.2.3", "^1.2.3", "*", "file:../x", "workspace:*"), (name, range) => $"\"{name}\"\u0001:\u0001\"{range}\"");

    private static readonly Gen<string> Xml = Gen.OneOf(
        "<!-- Left 1.2.3 -->", "<PackageReference Include=\"Lefty\" Version=\"1.2.3\" />", "<PackageReference Include='Right' Version='1.2.3'/>",
        "<None Include=\"1.2.3\" />", "<PackageReference Include=\"Other\"><Version>1.2.3</Version></PackageReference>");

    [Fact]
    public void Of_a_package_json_only_the_version_changes() =>
        Gen.Select(Other.Array[0, 4], Other.Array[0, 4], Operator, Space.Array[24], Gen.Bool).Sample((before, after, op, spaces, mark) =>
        {
            var entries = before.DistinctBy(Name).Concat(after.DistinctBy(Name).ExceptBy(before.Select(Name), Name)).ToList();
            entries.Insert(before.DistinctBy(Name).Count(), $"\"left\"\u0001:\u0001\"{op}1.2.3\"");
            var at = 0;
            var json = string.Concat($"{{\u0001\"dependencies\"\u0001:\u0001{{\u0001{string.Join("\u0001,\u0001", entries)}\u0001}}\u0001}}\u0001"
                .Select(c => c == '\u0001' ? spaces[at++ % spaces.Length] : c.ToString()));
            return IsOnlyChange("npm", "left", "package.json", json, mark);
        }, iter: 300);

    [Fact]
    public void Of_a_project_only_the_version_changes() =>
        Gen.Select(Xml.Array[0, 5], Xml.Array[0, 5], Space.Array[8], Gen.OneOf("\"", "'"), Gen.Bool).Sample((before, after, spaces, quote, mark) =>
        {
            var item = $"<PackageReference{spaces[0]} Include={quote}Left{quote}{spaces[1]} Version{spaces[2]}={spaces[3]}{quote}1.2.3{quote}{spaces[4]}/>";
            var project = $"<Project>{spaces[5]}<ItemGroup>{string.Concat(before.Append(item).Concat(after).Select(e => e + spaces[6]))}</ItemGroup>{spaces[7]}</Project>";
            return IsOnlyChange("nuget", "Left", "Shop.csproj", project, mark);
        }, iter: 300);

    private static string Name(string entry) => entry[..entry.IndexOf('\u0001', StringComparison.Ordinal)];

    /// <summary>One stretch of the bytes differs, and it is 1.2.5 where 1.2.3 was.</summary>
    private static bool IsOnlyChange(string ecosystem, string name, string file, string text, bool mark)
    {
        var (before, after) = (Bytes(text, mark), Plan(ecosystem, name, file, text, mark));
        var changed = Enumerable.Range(0, before.Length).Where(at => at < after.Length && before[at] != after[at]).ToList();
        return before.Length == after.Length && changed is [var at] && before[at] == '3' && after[at] == '5';
    }

    private static byte[] Plan(string ecosystem, string name, string file, string text, bool mark)
    {
        using var repository = new Repository();
        File.WriteAllBytes(Path.Combine(repository.Root, file), Bytes(text, mark));
        var upgrade = new PackageUpgrade { Ecosystem = ecosystem, Name = name, From = "1.2.3", To = "1.2.5", Path = file };
        var plan = PackageEditor.Plan(repository.Root, [upgrade]);
        Assert.Empty(plan.Refused);
        return Assert.Single(plan.Files).After.ToArray();
    }

    private static byte[] Bytes(string text, bool mark) => [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
}
