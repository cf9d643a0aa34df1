using System.Globalization;
using System.Text.RegularExpressions;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>A count in a report; 0 where the report leaves it out.</summary>
internal static class ReportedNumber
{
    public static int Of(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
