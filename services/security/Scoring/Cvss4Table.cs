namespace Cortex.Security.Scoring;

/// <summary>
/// The scores of the 270 MacroVectors, which the CVSS 4.0 specification gives as a table
/// (https://www.first.org/cvss/v4.0/specification-document, section 8.3). EQ4 and EQ5 run within a row, EQ6 fastest.
/// </summary>
internal static class Cvss4Table
{
    private static readonly double[] Scores =
    [
        // EQ1 0, EQ2 0; a row each for EQ3 0, 1, 2.
        10, 9.9, 9.8, 9.5, 9.5, 9.2, 10, 9.6, 9.3, 8.7, 9.1, 8.1, 9.3, 9, 8.9, 8, 8.1, 6.8,
        9.8, 9.5, 9.5, 9.2, 9, 8.4, 9.3, 9.2, 8.9, 8.1, 8.1, 6.5, 8.8, 8, 7.8, 7, 6.9, 4.8,
        9.2, 8.2, 7.2, 7.9, 6.9, 5, 6.9, 5.5, 2.7,
        // EQ1 0, EQ2 1; a row each for EQ3 0, 1, 2.
        9.9, 9.7, 9.5, 9.2, 9.2, 8.5, 9.5, 9.1, 9, 8.3, 8.4, 7.1, 9.2, 8.1, 8.2, 7.1, 7.2, 5.3,
        9.5, 9.3, 9.2, 8.5, 8.5, 7.3, 9.2, 8.2, 8, 7.2, 7, 5.9, 8.4, 7, 7.1, 5.2, 5, 3,
        8.6, 7.5, 5.2, 7.1, 5.2, 2.9, 6.3, 2.9, 1.7,
        // EQ1 1, EQ2 0; a row each for EQ3 0, 1, 2.
        9.8, 9.5, 9.4, 8.7, 9.1, 8.1, 9.4, 8.9, 8.6, 7.4, 7.7, 6.4, 8.7, 7.5, 7.4, 6.3, 6.3, 4.9,
        9.4, 8.9, 8.8, 7.7, 7.6, 6.7, 8.6, 7.6, 7.4, 5.8, 5.9, 5, 7.2, 5.7, 5.7, 5.2, 5.2, 2.5,
        8.3, 7, 5.4, 6.5, 5.8, 2.6, 5.3, 2.1, 1.3,
        // EQ1 1, EQ2 1; a row each for EQ3 0, 1, 2.
        9.5, 9, 8.8, 7.6, 7.6, 7, 9, 7.7, 7.5, 6.2, 6.1, 5.3, 7.7, 6.6, 6.8, 5.9, 5.2, 3,
        8.9, 7.8, 7.6, 6.7, 6.2, 5.8, 7.4, 5.9, 5.7, 5.7, 4.7, 2.3, 6.1, 5.2, 5.7, 2.9, 2.4, 1.6,
        7.1, 5.9, 3, 5.8, 2.6, 1.5, 2.3, 1.3, 0.6,
        // EQ1 2, EQ2 0; a row each for EQ3 0, 1, 2.
        9.3, 8.7, 8.6, 7.2, 7.5, 5.8, 8.6, 7.4, 7.4, 6.1, 5.6, 3.4, 7, 5.4, 5.2, 4, 4, 2.2,
        8.5, 7.5, 7.4, 5.5, 6.2, 5.1, 7.2, 5.7, 5.5, 4.1, 4.6, 1.9, 5.3, 3.6, 3.4, 1.9, 1.9, 0.8,
        6.4, 5.1, 2, 4.7, 2.1, 1.1, 2.4, 0.9, 0.4,
        // EQ1 2, EQ2 1; a row each for EQ3 0, 1, 2.
        8.8, 7.5, 7.3, 5.3, 6, 5, 7.3, 5.5, 5.9, 4, 4.1, 2, 5.4, 4.3, 4.5, 2.2, 2, 1.1,
        7.5, 5.5, 5.8, 4.5, 4, 2.1, 6.1, 5.1, 4.8, 1.8, 2, 0.9, 4.6, 1.8, 1.7, 0.7, 0.8, 0.2,
        5.3, 2.4, 1.4, 2.4, 1.2, 0.5, 1, 0.3, 0.1,
    ];

    /// <summary>Not a number where there is no such MacroVector.</summary>
    public static double Score(MacroVector at)
    {
        if (at is { Eq1: > 2 } or { Eq2: > 1 } or { Eq3: > 2 } or { Eq4: > 2 } or { Eq5: > 2 } or { Eq6: > 1 } or { Eq3: 2, Eq6: 0 })
            return double.NaN;
        var block = (at.Eq1 * 2 + at.Eq2) * 45 + at.Eq3 * 18;
        return at.Eq3 == 2
            ? Scores[block + at.Eq4 * 3 + at.Eq5]
            : Scores[block + (at.Eq4 * 3 + at.Eq5) * 2 + at.Eq6];
    }
}

/// <summary>The levels of the six equivalence classes; 0 is the most severe.</summary>
internal readonly record struct MacroVector(int Eq1, int Eq2, int Eq3, int Eq4, int Eq5, int Eq6);
