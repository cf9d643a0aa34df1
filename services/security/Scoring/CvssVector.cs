namespace Cortex.Security.Scoring;

/// <summary>A vector string taken apart, every metric known to its version and given once, none that is mandatory missing.</summary>
internal sealed class CvssVector
{
    private readonly Dictionary<string, string> metrics;

    private CvssVector(CvssVersion version, Dictionary<string, string> metrics)
    {
        Version = version;
        this.metrics = metrics;
    }

    public CvssVersion Version { get; }

    /// <summary>The value as written; "X" for an optional metric that is not there.</summary>
    public char this[string metric] => metrics.TryGetValue(metric, out var value) ? value[0] : 'X';

    /// <exception cref="FormatException">Not a vector of CVSS 2.0, 3.0, 3.1 or 4.0; the message says what is wrong.</exception>
    public static CvssVector Parse(string text)
    {
        var (version, body) = Prefix(text.Trim());
        var grammar = CvssGrammar.Of(version);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in body.Split('/'))
        {
            if (part.Split(':') is not [var metric, var value] || !grammar.TryGetValue(metric, out var allowed))
                throw new FormatException($"'{Shown(part)}' is no metric of {Name(version)}.");
            if (!allowed.Values.Contains(value, StringComparer.Ordinal))
                throw new FormatException($"{metric} may be {string.Join(", ", allowed.Values)} in {Name(version)}, not '{Shown(value)}'.");
            if (!given.TryAdd(metric, value))
                throw new FormatException($"{metric} is given twice.");
        }

        foreach (var (metric, allowed) in grammar)
            if (allowed.Mandatory && !given.ContainsKey(metric))
                throw new FormatException($"{metric} is missing; {Name(version)} needs it.");
        return new CvssVector(version, given);
    }

    private static (CvssVersion Version, string Body) Prefix(string text) => text switch
    {
        _ when text.StartsWith("CVSS:4.0/", StringComparison.Ordinal) => (CvssVersion.V40, text[9..]),
        _ when text.StartsWith("CVSS:3.1/", StringComparison.Ordinal) => (CvssVersion.V31, text[9..]),
        _ when text.StartsWith("CVSS:3.0/", StringComparison.Ordinal) => (CvssVersion.V30, text[9..]),
        _ when text.StartsWith("CVSS:2.0/", StringComparison.Ordinal) => (CvssVersion.V20, text[9..]),
        ['(', .. var inner, ')'] => (CvssVersion.V20, inner),
        _ when text.StartsWith("AV:", StringComparison.Ordinal) => (CvssVersion.V20, text),
        _ => throw new FormatException($"'{Shown(text)}' is no CVSS vector; it begins with CVSS:4.0/, CVSS:3.1/, CVSS:3.0/ or, in version 2, AV:."),
    };

    private static string Name(CvssVersion version) => version switch
    {
        CvssVersion.V20 => "CVSS 2.0",
        CvssVersion.V30 => "CVSS 3.0",
        CvssVersion.V31 => "CVSS 3.1",
        _ => "CVSS 4.0",
    };

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

internal enum CvssVersion { V20, V30, V31, V40 }
