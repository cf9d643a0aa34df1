namespace Cortex.Security.Scoring;

/// <summary>
/// https://www.first.org/cvss/v4.0/specification-document, section 8: the score of the vector's MacroVector, less the mean, over the
/// equivalence classes that have a lower level, of how far the vector is on its way to that level.
/// </summary>
internal static class Cvss4
{
    private static readonly string[] Impacts = ["VC", "VI", "VA", "SC", "SI", "SA"];

    // How severe each metric's values are, from the most severe on; a step counts one.
    private static readonly Dictionary<string, string> Order = new(StringComparer.Ordinal)
    {
        ["AV"] = "NALP",
        ["PR"] = "NLH",
        ["UI"] = "NPA",
        ["AC"] = "LH",
        ["AT"] = "NP",
        ["VC"] = "HLN",
        ["VI"] = "HLN",
        ["VA"] = "HLN",
        ["SC"] = "SHLN",
        ["SI"] = "SHLN",
        ["SA"] = "SHLN",
        ["CR"] = "HML",
        ["IR"] = "HML",
        ["AR"] = "HML",
    };

    // The most severe vectors of each level: table 24 and after. Letters stand for the metrics named.
    private static readonly Level[] Eq1 = Levels(["AV", "PR", "UI"], ["NNN", "ANN NLN NNP", "PNN ALP"], [1, 4, 5]);
    private static readonly Level[] Eq2 = Levels(["AC", "AT"], ["LN", "HN LP"], [1, 2]);
    private static readonly Level[] Eq4 = Levels(["SC", "SI", "SA"], ["HSS", "HHH", "LLL"], [6, 5, 4]);

    // EQ3 and EQ6 depend on each other: 00, 01, 10, 11, (20), 21.
    private static readonly Level[] Eq3And6 = Levels(
        ["VC", "VI", "VA", "CR", "IR", "AR"],
        ["HHHHHH", "HHLMMH HHHMMM", "LHHHHH HLHHHH", "LHLHMH LHHHMM HLHMHM HLLMHH LLHHHM", "LLLHHH", "LLLHHH"],
        [7, 6, 8, 8, 10, 10]);

    public static double Score(CvssVector vector)
    {
        if (Array.TrueForAll(Impacts, metric => Value(vector, metric) == 'N'))
            return 0;
        var macro = MacroVectorOf(vector);
        var score = Cvss4Table.Score(macro);
        double[] distances =
        [
            Share(score, macro with { Eq1 = macro.Eq1 + 1 }, Eq1[macro.Eq1], vector),
            Share(score, macro with { Eq2 = macro.Eq2 + 1 }, Eq2[macro.Eq2], vector),
            Share(score, LowerEq3And6(macro), Eq3And6[macro.Eq3 * 2 + macro.Eq6], vector),
            Share(score, macro with { Eq4 = macro.Eq4 + 1 }, Eq4[macro.Eq4], vector),
            // The levels of EQ5 have one value each, so that there is no way to go within one.
            double.IsNaN(Cvss4Table.Score(macro with { Eq5 = macro.Eq5 + 1 })) ? double.NaN : 0,
        ];
        var existing = distances.Where(distance => !double.IsNaN(distance)).ToList();
        var lowered = Math.Clamp(score - (existing.Count == 0 ? 0 : existing.Average()), 0, 10);
        // A tie that binary fractions put just below a half still rounds up.
        return Math.Floor((lowered + 1e-6) * 10 + 0.5) / 10;
    }

    private static MacroVector MacroVectorOf(CvssVector vector)
    {
        char At(string metric) => Value(vector, metric);
        var (network, nobody, alone) = (At("AV") == 'N', At("PR") == 'N', At("UI") == 'N');
        var (confidentiality, integrity, availability) = (At("VC") == 'H', At("VI") == 'H', At("VA") == 'H');
        return new MacroVector(
            Eq1: network && nobody && alone ? 0 : (network || nobody || alone) && At("AV") != 'P' ? 1 : 2,
            Eq2: At("AC") == 'L' && At("AT") == 'N' ? 0 : 1,
            Eq3: confidentiality && integrity ? 0 : confidentiality || integrity || availability ? 1 : 2,
            Eq4: At("SI") == 'S' || At("SA") == 'S' ? 0 : At("SC") == 'H' || At("SI") == 'H' || At("SA") == 'H' ? 1 : 2,
            Eq5: At("E") switch { 'A' => 0, 'P' => 1, _ => 2 },
            Eq6: (At("CR") == 'H' && confidentiality) || (At("IR") == 'H' && integrity) || (At("AR") == 'H' && availability) ? 0 : 1);
    }

    private static MacroVector LowerEq3And6(MacroVector macro)
    {
        var (right, down) = (macro with { Eq3 = macro.Eq3 + 1 }, macro with { Eq6 = macro.Eq6 + 1 });
        return (macro.Eq3, macro.Eq6) switch
        {
            (0, 0) => Cvss4Table.Score(down) > Cvss4Table.Score(right) ? down : right,
            (1, 0) => down,
            _ => right,
        };
    }

    /// <summary>How much of the way to the lower level's score the vector has gone; not a number when there is no lower level.</summary>
    private static double Share(double score, MacroVector lower, Level level, CvssVector vector)
    {
        var available = score - Cvss4Table.Score(lower);
        return double.IsNaN(available) ? available : available * level.Distance(vector) / level.Depth;
    }

    /// <summary>What counts: a modified metric before its base metric, and the worst case for what is not defined.</summary>
    private static char Value(CvssVector vector, string metric) => metric switch
    {
        "E" => vector["E"] is 'X' ? 'A' : vector["E"],
        "CR" or "IR" or "AR" => vector[metric] is 'X' ? 'H' : vector[metric],
        _ => vector["M" + metric] is 'X' ? vector[metric] : vector["M" + metric],
    };

    private static Level[] Levels(string[] metrics, string[] highest, double[] depths) =>
        [.. highest.Zip(depths, (vectors, depth) => new Level(metrics, vectors.Split(' '), depth))];

    private sealed record Level(string[] Metrics, string[] Highest, double Depth)
    {
        /// <summary>Steps from the first of the level's most severe vectors that is at least as severe in every metric.</summary>
        public double Distance(CvssVector vector)
        {
            foreach (var highest in Highest)
            {
                var steps = Metrics.Select((metric, i) =>
                    Order[metric].IndexOf(Value(vector, metric), StringComparison.Ordinal) - Order[metric].IndexOf(highest[i], StringComparison.Ordinal)).ToList();
                if (steps.TrueForAll(step => step >= 0))
                    return steps.Sum();
            }
            return 0;
        }
    }
}
