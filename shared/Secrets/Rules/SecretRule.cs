using System.Globalization;
using System.Text.RegularExpressions;
using Cortex.Documents.Pages;
using Cortex.Secrets.Checks;

namespace Cortex.Secrets.Rules;

/// <summary>
/// A rule that a page describes as data: keywords that must be there, and either a 'pattern' with the secret in a group of that name, or the
/// words it is kept 'near' and the 'value' itself. See docs/security-rules.md.
/// </summary>
internal sealed class SecretRule
{
    private const int Reach = 400;

    // Whatever stands between the name of a setting and its value, in the notations of code, configuration and command lines.
    private const string Between =
        """[\w.\-]{0,50}(?:["'`\]\)]|&quot;|\\["']){0,4}[ \t]{0,20}(?::[ \t]?(?:string|String|str|&str|&'static str)[ \t]?)?"""
        + """(?:(?:=>|:=|\?=|\|\||={1,3}|:|,|\(|>)[ \t]{0,20}|[\s,;"']{0,40}[Vv]alue["']?[ \t]{0,5}[:=][ \t]{0,5}|[ \t])(?:[rbufL@$]?(?:["'`]|&quot;|\\["'])){0,3}(?:[Bb]earer |[Tt]oken |Key )?""";

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private readonly Lazy<Regex> _regex;
    private readonly double _entropy;
    private readonly Func<string, Verdict>? _checksum;

    public SecretRule(RulePage page)
    {
        Page = page;
        Keywords = [.. page.Settings["keywords"]?.Texts ?? []];
        var near = page.Settings["near"]?.Text;
        IsPrefixed = near is null;
        Pattern = near is null ? page.Settings["pattern"]?.Text ?? "" : $"(?i:{near}){Between}(?<secret>{page.Settings["value"]?.Text})";
        Before = Number("before", 0);
        After = Number("after", Reach);
        Offset = Number("offset", 0);
        Rank = Number("rank", near is null ? 30 : 20);
        _entropy = double.Parse(page.Settings["entropy"]?.Text ?? "0", CultureInfo.InvariantCulture);
        Judge = page.Settings["judge"]?.Text;
        Bounds = page.Settings["bounds"]?.Text ?? "token";
        Files = [.. page.Settings["files"]?.Texts ?? []];
        var checksum = page.Settings["checksum"]?.Text;
        _checksum = checksum is null ? null : Checksums.Find(checksum) ?? throw new FormatException($"{page.Id}: there is no checksum '{checksum}'.");
        // A rule whose beginning is known is tried there and nowhere else.
        _regex = new(() => new Regex(Before == 0 ? $@"\G(?:{Pattern})" : Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit));
    }

    public RulePage Page { get; }

    public string Id => Page.Id;

    public IReadOnlyList<string> Keywords { get; }

    public string Pattern { get; }

    /// <summary>The value tells by itself what it is; otherwise the name it is kept under does.</summary>
    public bool IsPrefixed { get; }

    /// <summary>Where the pattern begins: exactly so many characters before the keyword.</summary>
    public int Offset { get; }

    /// <summary>Where that is not known: characters before and after the keyword's first that the pattern is tried in.</summary>
    public int Before { get; }

    public int After { get; }

    /// <summary>Of two rules that claim the same characters the higher one is right.</summary>
    public int Rank { get; }

    /// <summary>How a value is judged that may be anything, see <see cref="RuleJudgement"/>; "none": not even placeholders are looked for.</summary>
    public string? Judge { get; }

    /// <summary>What must end around the value: "token" (letters and digits), "none".</summary>
    public string Bounds { get; }

    /// <summary>Names of files, with *, that the rule is for; none means all.</summary>
    public IReadOnlyList<string> Files { get; }

    public Regex Regex => _regex.Value;

    public Verdict Check(string secret) => Entropy.Of(secret) < _entropy ? Verdict.Refuted : _checksum?.Invoke(secret) ?? Verdict.Holds;

    private int Number(string key, int otherwise) => Page.Settings[key]?.Text is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
