using Cortex.Packages.Versions;

namespace Cortex.Packages.Maven;

/// <summary>A number, a qualifier or a list of both within a version.</summary>
internal abstract class MavenVersionItem
{
    /// <summary>Whether it counts as nothing where a version ends, or a list.</summary>
    public abstract bool IsNull { get; }

    /// <param name="other">Null where the other version has nothing more.</param>
    public abstract int Order(MavenVersionItem? other);
}

internal sealed class MavenVersionNumber(string digits) : MavenVersionItem
{
    public override bool IsNull => Digits.AreZero(digits);

    public override int Order(MavenVersionItem? other) => other switch
    {
        null => IsNull ? 0 : 1,
        MavenVersionNumber number => Digits.Compare(digits, number.Text),
        _ => 1,
    };

    private string Text => digits;
}

internal sealed class MavenVersionQualifier : MavenVersionItem
{
    private static readonly string[] Known = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
    private static readonly int Release = Array.IndexOf(Known, "");
    private readonly string text;

    public MavenVersionQualifier(string text, bool isBeforeDigit) => this.text = text switch
    {
        "a" when isBeforeDigit => "alpha",
        "b" when isBeforeDigit => "beta",
        "m" when isBeforeDigit => "milestone",
        "ga" or "final" or "release" => "",
        "cr" => "rc",
        _ => text,
    };

    public override bool IsNull => text.Length == 0;

    // Those that are not known come after those that are.
    private int Rank => Array.IndexOf(Known, text) is >= 0 and var rank ? rank : Known.Length;

    public override int Order(MavenVersionItem? other) => other switch
    {
        null => Rank.CompareTo(Release),
        MavenVersionQualifier qualifier when Rank == qualifier.Rank => Rank < Known.Length ? 0 : string.CompareOrdinal(text, qualifier.text),
        MavenVersionQualifier qualifier => Rank.CompareTo(qualifier.Rank),
        _ => -1,
    };
}
