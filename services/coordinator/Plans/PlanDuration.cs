using System.Text;
using System.Text.RegularExpressions;

namespace Cortex.Coordinator.Plans;

/// <summary>Durations as plans write them: 90s, 15m, 1h30m; whole numbers with units, largest first.</summary>
public static partial class PlanDuration
{
    public static bool TryParse(string text, out long seconds)
    {
        seconds = 0;
        var match = Form().Match(text);
        if (!match.Success || text.Length == 0)
            return false;
        seconds = 3600 * Part("h") + 60 * Part("m") + Part("s");
        return true;

        long Part(string unit) => match.Groups[unit] is { Success: true } digits ? long.Parse(digits.Value) : 0;
    }

    /// <summary>The shortest text that reads back as the same duration.</summary>
    public static string Text(int seconds)
    {
        if (seconds == 0)
            return "0s";
        var text = new StringBuilder();
        foreach (var (size, unit) in ((int, char)[])[(3600, 'h'), (60, 'm'), (1, 's')])
        {
            if (seconds / size > 0)
                text.Append(seconds / size).Append(unit);
            seconds %= size;
        }

        return text.ToString();
    }

    [GeneratedRegex("^(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
