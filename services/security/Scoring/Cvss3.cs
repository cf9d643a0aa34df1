namespace Cortex.Security.Scoring;

/// <summary>Base equations of https://www.first.org/cvss/v3.1/specification-document, section 7.1; 3.0 differs in how it rounds up.</summary>
internal static class Cvss3
{
    public static double Base(CvssVector vector)
    {
        var changed = vector["S"] == 'C';
        var affected = 1 - (1 - Impact(vector["C"])) * (1 - Impact(vector["I"])) * (1 - Impact(vector["A"]));
        var impact = changed ? 7.52 * (affected - 0.029) - 3.25 * Math.Pow(affected - 0.02, 15) : 6.42 * affected;
        if (impact <= 0)
            return 0;
        var exploitability = 8.22 * AttackVector(vector["AV"]) * AttackComplexity(vector["AC"])
            * PrivilegesRequired(vector["PR"], changed) * UserInteraction(vector["UI"]);
        var score = Math.Min((changed ? 1.08 : 1) * (impact + exploitability), 10);
        return vector.Version == CvssVersion.V30 ? Math.Ceiling(score * 10) / 10 : RoundUp(score);
    }

    // Appendix A: on whole numbers, so that a floating-point remainder lifts nothing.
    private static double RoundUp(double score)
    {
        var scaled = (long)Math.Round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : (scaled / 10_000 + 1) / 10.0;
    }

    private static double AttackVector(char value) => value switch { 'N' => 0.85, 'A' => 0.62, 'L' => 0.55, _ => 0.2 };

    private static double AttackComplexity(char value) => value == 'L' ? 0.77 : 0.44;

    private static double PrivilegesRequired(char value, bool changed) => value switch
    {
        'N' => 0.85,
        'L' => changed ? 0.68 : 0.62,
        _ => changed ? 0.5 : 0.27,
    };

    private static double UserInteraction(char value) => value == 'N' ? 0.85 : 0.62;

    private static double Impact(char value) => value switch { 'H' => 0.56, 'L' => 0.22, _ => 0 };
}
