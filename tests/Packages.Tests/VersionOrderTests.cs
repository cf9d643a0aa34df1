using CsCheck;

namespace Cortex.Packages.Tests;

public class VersionOrderTests
{
    private static readonly Gen<string> Number =
        Gen.Frequency((6, Gen.Int[0, 12].Select(n => $"{n}")), (1, Gen.Int[0, int.MaxValue].Select(n => $"{n}")));

    private static readonly Gen<string> Label = Gen.Frequency(
        (3, Gen.Int[0, 20].Select(n => $"{n}")),
        (1, Gen.Long[0, long.MaxValue].Select(n => $"{n}")),
        (3, Gen.OneOf("alpha", "Beta", "rc", "a", "A", "-", "0a", "x-1", "preview")));

    private static readonly Gen<string> Tail =
        Gen.Select(Label.Array[0, 3], Gen.OneOf("", "+build.1", "+a"), (labels, metadata) =>
            (labels.Length == 0 ? "" : "-" + string.Join('.', labels)) + metadata);

    private static readonly Gen<string> PythonTail = Gen.Select(
        Gen.OneOf("", "", "a1", "-beta.2", "rc", ".pre3"), Gen.OneOf("", "", ".post1", "-2", "rev"), Gen.OneOf("", "", ".dev1", "dev"), Gen.OneOf("", "", "+1", "+a.1", "+1.a"),
        (pre, post, dev, local) => pre + post + dev + local);

    private static readonly Dictionary<string, Gen<string>> Versions = new()
    {
        ["apk"] = Gen.Select(
            Gen.OneOf(Number, Gen.OneOf("0", "00", "01", "010")).Array[1, 4], Gen.OneOf("", "", "a", "b"),
            Gen.OneOf("", "", "_alpha", "_rc1", "_rc01", "_p", "_git2", "_rc1_p2", "_alpha_beta", "_p_alpha"), Gen.OneOf("", "", "-r0", "-r1", "-r10", "~0a", "~0b-r1"),
            (numbers, letter, suffix, revision) => string.Join('.', numbers) + letter + suffix + revision),
        ["cargo"] = Gen.Select(Number.Array[3], Tail, (parts, tail) => string.Join('.', parts) + tail),
        ["deb"] = Gen.Select(
            Gen.OneOf("", "", "0:", "1:"), Number, Gen.Char["0019~~+.abZ-"].Array[0, 6], Gen.OneOf("", "", "-0", "-1", "-1~bpo", "-~", "-a.1"),
            (epoch, number, text, revision) => epoch + number + new string(text).TrimEnd('-') + revision),
        ["golang"] = Gen.Select(Gen.OneOf("v", ""), Number.Array[3], Tail, Gen.OneOf("", "", "+incompatible"), (v, parts, tail, mark) =>
            v + string.Join('.', parts) + (tail.Contains('+', StringComparison.Ordinal) ? tail : tail + mark)),
        // Maven's own comparison is no order over all texts; these are the shapes that versions have.
        ["maven"] = Gen.Select(Number.Array[1, 4], Gen.OneOf("", "", "-alpha1", "-beta-2", ".Final", "-rc1", "-SNAPSHOT", "-sp", ".foo", "-x1", "-jre", "-20200101"),
            (parts, tail) => string.Join('.', parts) + tail),
        ["pypi"] = Gen.Select(Gen.OneOf("", "", "v", "1!"), Number.Array[1, 4], PythonTail, (epoch, parts, tail) => epoch + string.Join('.', parts) + tail),
        ["composer"] = Gen.Select(
            Number.Array[1, 4], Gen.OneOf("", "", "-dev", "-alpha1", "-beta.2", "RC3", "-p1", "-RC1-dev", "-b2.1", "+x"),
            (parts, tail) => (parts[0].Length > 5 ? "1" : parts[0]) + string.Concat(parts.Skip(1).Select(part => $".{part}")) + tail),
        ["gem"] = Gen.Select(Number, Gen.OneOf(Number, Label.Select(part => part.Replace("-", "p", StringComparison.Ordinal))).Array[0, 5],
            (first, parts) => first + string.Concat(parts.Select(part => $".{part}"))),
        ["githubactions"] = Gen.Select(Gen.OneOf("v", ""), Number.Array[1, 3], Tail, (v, parts, tail) => v + string.Join('.', parts) + tail),
        ["swift"] = Gen.Select(Gen.OneOf("v", ""), Number.Array[1, 3], Tail, (v, parts, tail) => v + string.Join('.', parts) + tail),
        ["hex"] = Gen.Select(Number.Array[3], Tail, (parts, tail) => string.Join('.', parts) + tail),
        ["pub"] = Gen.Select(Number.Array[3], Tail, (parts, tail) => string.Join('.', parts) + tail),
        ["npm"] = Gen.Select(Number.Array[3], Tail, (parts, tail) => string.Join('.', parts) + tail),
        ["nuget"] = Gen.Select(Number.Array[1, 4], Tail, (parts, tail) => string.Join('.', parts) + tail),
    };

    public static TheoryData<string, string, char, string> Pairs()
    {
        var pairs = new TheoryData<string, string, char, string>();
        foreach (var ecosystem in VersionOrder.Ecosystems)
        {
            foreach (var line in File.ReadLines(Path.Combine(GoldenCases.Home(), ecosystem, "data", "version-order.txt")))
            {
                if (!line.StartsWith('#') && line.Split(' ') is [var a, [var order], var b])
                    pairs.Add(ecosystem, a, order, b);
            }
        }
        return pairs;
    }

    public static TheoryData<string> Ecosystems() => [.. VersionOrder.Ecosystems];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Published_examples_are_ordered_as_published(string ecosystem, string a, char order, string b)
    {
        var expected = order == '<' ? -1 : 0;
        Assert.Equal(expected, VersionOrder.Compare(ecosystem, a, b));
        Assert.Equal(-expected, VersionOrder.Compare(ecosystem, b, a));
    }

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void Forty_examples_are_published_for_each(string ecosystem) =>
        Assert.InRange(Pairs().Count(pair => Equals(pair[0], ecosystem)), 40, 200);

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void Swapping_two_versions_turns_their_order_around(string ecosystem) =>
        Gen.Select(Versions[ecosystem], Versions[ecosystem]).Sample((a, b) =>
            VersionOrder.Compare(ecosystem, a, b) == -VersionOrder.Compare(ecosystem, b, a)
            && VersionOrder.Compare(ecosystem, a, a) == 0);

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void Order_carries_over_a_third_version(string ecosystem) =>
        Gen.Select(Versions[ecosystem], Versions[ecosystem], Versions[ecosystem]).Sample((a, b, c) =>
        {
            var (ab, bc) = (VersionOrder.Compare(ecosystem, a, b), VersionOrder.Compare(ecosystem, b, c));
            var ac = VersionOrder.Compare(ecosystem, a, c);
            return ab > 0 || bc > 0 || (ab == 0 && bc == 0 ? ac == 0 : ac < 0);
        });

    [Theory]
    [InlineData("npm", "")]
    [InlineData("npm", "1.2")]
    [InlineData("npm", "1.2.3.4")]
    [InlineData("npm", "01.2.3")]
    [InlineData("npm", "1.2.3-")]
    [InlineData("npm", "1.2.3-01")]
    [InlineData("npm", "^1.2.3")]
    [InlineData("npm", "1.2.3 || 2.0.0")]
    [InlineData("npm", "latest")]
    [InlineData("apk", "")]
    [InlineData("apk", "1.0-1")]
    [InlineData("apk", "1.0_foo")]
    [InlineData("apk", "1.0A")]
    [InlineData("apk", "a1")]
    [InlineData("cargo", "1.2")]
    [InlineData("cargo", "v1.2.3")]
    [InlineData("cargo", "^1.2.3")]
    [InlineData("deb", "")]
    [InlineData("deb", "a:1.0")]
    [InlineData("deb", "1.0-")]
    [InlineData("deb", "1.0_1")]
    [InlineData("deb", "a1.0")]
    [InlineData("golang", "")]
    [InlineData("golang", "v1.2.3.4")]
    [InlineData("golang", "v01.2.3")]
    [InlineData("golang", "v1.2-rc.1")]
    [InlineData("golang", "v1.2.3-01")]
    [InlineData("golang", "latest")]
    [InlineData("githubactions", "main")]
    [InlineData("githubactions", "v1.2.3.4")]
    [InlineData("githubactions", "b4ffde65f46336ab88eb53be808477a3936bae11")]
    [InlineData("swift", "")]
    [InlineData("swift", "1.0.0-")]
    [InlineData("maven", "")]
    [InlineData("pypi", "")]
    [InlineData("pypi", "1.0.x")]
    [InlineData("pypi", "==1.0")]
    [InlineData("pypi", "1.0-alpha-beta")]
    [InlineData("pypi", "french toast")]
    [InlineData("composer", "")]
    [InlineData("composer", "1.0.0-foo")]
    [InlineData("composer", "^1.0")]
    [InlineData("composer", "1.2.3.4.5")]
    [InlineData("gem", "junk")]
    [InlineData("gem", "1.2\n3.4")]
    [InlineData("gem", "~> 1.0")]
    [InlineData("gem", "1..2")]
    [InlineData("hex", "1.0")]
    [InlineData("hex", "01.0.0")]
    [InlineData("hex", "~> 1.0")]
    [InlineData("pub", "1.0")]
    [InlineData("pub", "^1.0.0")]
    [InlineData("pub", "1.0.0-")]
    [InlineData("nuget", "")]
    [InlineData("nuget", "1.2.3.4.5")]
    [InlineData("nuget", "[1.0,2.0)")]
    [InlineData("nuget", "1.*")]
    [InlineData("nuget", "1.0.0-")]
    [InlineData("nuget", "99999999999.0.0")]
    [InlineData("nuget", "latest")]
    public void What_is_no_version_is_named_in_the_error(string ecosystem, string text)
    {
        var error = Assert.Throws<VersionFormatException>(() => VersionOrder.Compare(ecosystem, "1.0.0", text));
        Assert.Contains($"'{text.Replace("\n", "\\u000a", StringComparison.Ordinal)}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npm", "NPM")]
    [InlineData("nuget", "NuGet")]
    [InlineData("gem", "RubyGems")]
    [InlineData("composer", "packagist")]
    [InlineData("hex", "Hex")]
    [InlineData("pub", "Pub")]
    [InlineData("githubactions", "GitHub Actions")]
    [InlineData("swift", "SwiftURL")]
    public void An_ecosystem_also_answers_to_the_name_that_osv_has_for_it(string type, string osvName) =>
        Assert.Equal(VersionOrder.Compare(type, "1.0.0", "1.10.0"), VersionOrder.Compare(osvName, "1.0.0", "1.10.0"));

    [Fact]
    public void An_unknown_ecosystem_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => VersionOrder.Compare("cobol", "1.0.0", "1.0.0"));
        Assert.Contains("npm, nuget", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void Any_text_is_ordered_or_refused(string ecosystem) =>
        Gen.String.Sample(text =>
        {
            try
            {
                VersionOrder.Compare(ecosystem, text, "1.0.0");
            }
            catch (VersionFormatException)
            {
            }
        });
}
