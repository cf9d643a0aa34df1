using Cortex.Packages.Editing;
using Cortex.Packages.Editing.Cargo;
using Cortex.Packages.Editing.Gem;
using Cortex.Packages.Editing.Gradle;
using Cortex.Packages.Editing.Hex;
using Cortex.Packages.Editing.Maven;
using Cortex.Packages.Editing.Pub;
using Cortex.Packages.Editing.Pypi;
using Cortex.Packages.Editing.Texts;
using CsCheck;

namespace Cortex.Packages.Tests.EditingRest;

public class RangeTests
{
    private static readonly Gen<string> Version = Gen.Int[0, 12].Array[3].Select(numbers => string.Join('.', numbers));
    private static readonly Gen<string> Part = Gen.Int[0, 12].Array[1, 3].Select(numbers => string.Join('.', numbers));

    public static TheoryData<string> Styles() => ["cargo", "gem", "hex", "pub"];

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_raised_range_allows_the_version_and_stays_when_raised_again(string ecosystem)
    {
        var style = StyleOf(ecosystem);
        Gen.Select(Clause(style), Clause(style), Gen.Bool, Version).Sample((first, second, both, to) =>
        {
            var text = both ? $"{first}{(ecosystem == "hex" ? " and " : ", ")}{second}" : first;
            var strategy = Enum.GetValues<RangeStrategy>()[to.Length % 4];
            if (VersionRange.Parse(text, style)!.Raise(to, strategy) is not { } raised || VersionRange.Parse(text, style)!.IsPin)
                return;
            var again = VersionRange.Parse(raised, style)!;
            Assert.True(again.Allows(to), $"{text} was raised to {raised} for {to}");
            Assert.Equal(raised, again.Raise(to, strategy));
        });
    }

    [Fact]
    public void Raised_python_specifiers_allow_the_version_and_stay_when_raised_again()
    {
        var clause = Gen.OneOf(
            Gen.Select(Gen.OneOf("<", "<=", ">=", ">", "!="), Part, (sign, version) => sign + version),
            Gen.Int[0, 12].Array[2, 3].Select(numbers => "~=" + string.Join('.', numbers)),
            Part.Select(version => $"=={version}.*"));
        Gen.Select(clause, clause, Gen.Bool, Version).Sample((first, second, both, to) =>
        {
            var text = both ? $"{first}, {second}" : first;
            var strategy = Enum.GetValues<RangeStrategy>()[to.Length % 4];
            if (Pep440Range.Parse(text)!.Raise(text, to, strategy) is not { } raised)
                return;
            Assert.True(Pep440Range.Parse(raised)!.Allows(to), $"{text} was raised to {raised} for {to}");
            Assert.Equal(raised, Pep440Range.Parse(raised)!.Raise(raised, to, strategy));
        });
    }

    [Theory]
    [InlineData("^")]
    [InlineData("~")]
    [InlineData("")]
    public void A_raised_constraint_of_Poetry_stays_when_raised_again(string sign) => Gen.Select(Part, Version).Sample((part, to) =>
    {
        if (PoetryRange.Raise(sign + part, to) is not { } raised)
            return;
        Assert.Equal(raised, PoetryRange.Raise(raised, to));
        Assert.True(raised == sign + part || VersionOrder.Compare("pypi", part, to) < 0, $"{sign}{part} was lowered to {raised}");
    });

    [Fact]
    public void A_raised_range_of_Maven_or_Gradle_stays_when_raised_again() =>
        Gen.Select(Gen.OneOf("[", "("), Part, Part, Gen.OneOf("]", ")", "["), Version).Sample((open, low, high, close, to) =>
        {
            foreach (var text in (string[])[$"{open}{low},{high}{close}", $"{open},{high}{close}", $"{open}{low},{close}", low, $"{low}.+", $"{low}!!"])
            {
                if (GradleRange.Raise(text, to) is { } raised)
                    Assert.Equal(raised, GradleRange.Raise(raised, to));
                if (close != "[" && MavenRange.Raise(text, to) is { } pom)
                    Assert.Equal(pom, MavenRange.Raise(pom, to));
            }
        });

    [Theory]
    [InlineData(">=1.3.0, <1.5", "1.5.0", ">=1.5.0, <1.6")]
    [InlineData("<=1.9.2,>=1.9", "1.10", "<=1.10,>=1.10")]
    [InlineData("~=5.0.0", "5.1", "~=5.1.0")]
    [InlineData("~=7.2", "8", "~=8.0")]
    [InlineData("==1.4.*, ==1.4.1", "1.5.0", "==1.5.0")]
    [InlineData(">=19.12.2,<20.13.9", "21.3.1", ">=21.3.1,<22.0.0")]
    [InlineData(">=19.12.2,<19.13.0", "20.3.1", ">=20.3.1,<20.4.0")]
    [InlineData("<1.2.2.3", "1.2.3", "<1.2.3.1")]
    [InlineData("===1.4.0", "1.5.0", "===1.5.0")]
    [InlineData("==1.4.0+gc.1", "1.5.0", "==1.5.0")]
    [InlineData("!=1.3.0", "1.5.0", "!=1.3.0")]
    [InlineData("!=1.5.0", "1.5.0", null)]
    [InlineData(">=2.0.0", "1.5.0", null)]
    [InlineData("~=8.4", "7.12.11", null)]
    [InlineData("==8.4.*", "7.12.11", null)]
    public void Python_specifiers_are_raised_in_their_own_style(string text, string to, string? raised) =>
        Assert.Equal(raised, Pep440Range.Parse(text)!.Raise(text, to));

    private static Gen<string> Clause(RangeStyle style) => Gen.Select(
        Gen.Int[0, style.Signs.Count - 1], Gen.OneOf("", " "), Part,
        (at, space, version) => style.Signs[at] is { Sign: "" } ? version : $"{style.Signs[at].Sign}{space}{version}");

    private static RangeStyle StyleOf(string ecosystem) => ecosystem switch
    {
        "cargo" => CargoEdit.Style,
        "gem" => GemEdit.Style,
        "hex" => MixEdit.Style,
        _ => PubspecEdit.Style,
    };
}
