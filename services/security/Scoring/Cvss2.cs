namespace Cortex.Security.Scoring;

/// <summary>Base equation of https://www.first.org/cvss/v2/guide, section 3.2.1.</summary>
internal static class Cvss2
{
    public static double Base(CvssVector vector)
    {
        var impact = 10.41 * (1 - (1 - Impact(vector["C"])) * (1 - Impact(vector["I"])) * (1 - Impact(vector["A"])));
        var exploitability = 20 * AccessVector(vector["AV"]) * AccessComplexity(vector["AC"]) * Authentication(vector["Au"]);
        var score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176);
        return Math.Round(Math.Max(0, score), 1, MidpointRounding.AwayFromZero);
    }

    private static double AccessVector(char value) => value switch { 'L' => 0.395, 'A' => 0.646, _ => 1.0 };

    private static double AccessComplexity(char value) => value switch { 'H' => 0.35, 'M' => 0.61, _ => 0.71 };

    private static double Authentication(char value) => value switch { 'M' => 0.45, 'S' => 0.56, _ => 0.704 };

    private static double Impact(char value) => value switch { 'N' => 0, 'P' => 0.275, _ => 0.660 };
}
