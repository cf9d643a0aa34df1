using System.Collections.Concurrent;
using Cortex.Contracts.Findings;

namespace Cortex.Security.Scoring;

/// <summary>
/// The score of a vector, 0.0 to 10.0: for versions 2 and 3 the base score, whatever temporal and environmental metrics are there;
/// for version 4 that of the whole vector, as its specification has one formula for all.
/// </summary>
internal readonly record struct CvssScore(double Value, CvssVersion Version)
{
    // The same few thousand vectors come back in advisory after advisory.
    private static readonly ConcurrentDictionary<string, CvssScore> Known = new(StringComparer.Ordinal);
    private const int MostKnown = 10_000;

    /// <summary>The qualitative rating of the version's specification (version 2: of the NVD, which knows no "critical").</summary>
    public Severity Severity => Value switch
    {
        <= 0 => Severity.Info,
        < 4 => Severity.Low,
        < 7 => Severity.Medium,
        < 9 => Severity.High,
        _ => Version == CvssVersion.V20 ? Severity.High : Severity.Critical,
    };

    /// <exception cref="FormatException">No vector; the message says what is wrong.</exception>
    public static CvssScore Of(string vector)
    {
        if (Known.TryGetValue(vector, out var known))
            return known;
        var score = Compute(vector);
        if (Known.Count < MostKnown)
            Known.TryAdd(vector, score);
        return score;
    }

    private static CvssScore Compute(string vector)
    {
        var parsed = CvssVector.Parse(vector);
        return new(
            parsed.Version switch
            {
                CvssVersion.V20 => Cvss2.Base(parsed),
                CvssVersion.V40 => Cvss4.Score(parsed),
                _ => Cvss3.Base(parsed),
            },
            parsed.Version);
    }

    /// <summary>The score that counts of several vectors: the newest version's, of equals the highest. Null when none can be read.</summary>
    public static CvssScore? OfBest(IEnumerable<string> vectors)
    {
        CvssScore? best = null;
        foreach (var vector in vectors)
        {
            try
            {
                var score = Of(vector);
                if (best is not { } known || (score.Version, score.Value).CompareTo((known.Version, known.Value)) > 0)
                    best = score;
            }
            catch (FormatException)
            {
                // The import has said so; the other vectors still count.
            }
        }
        return best;
    }
}
