using System.Globalization;

namespace Cortex.Coordinator.Reports.Rendering;

/// <summary>Figures of a report as people read them, in one culture everywhere.</summary>
internal static class ReportFigures
{
    public static string Number(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>With its sign; nothing changed is "0".</summary>
    public static string Delta(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("+#,0.##;-#,0.##;0", CultureInfo.InvariantCulture);

    public static string Share(double ratio) => ratio.ToString("0.#%", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? time) =>
        time is { } at ? at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "–";

    public static string Clock(DateTimeOffset? time) =>
        time is { } at ? at.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "–";

    /// <summary>Below ten seconds with a tenth, above in whole units: 4.2 s, 1 min 5 s, 1 h 0 min.</summary>
    public static string Duration(double seconds)
    {
        if (seconds < 9.95)
            return $"{seconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
        var whole = (long)Math.Round(seconds, MidpointRounding.AwayFromZero);
        return whole switch
        {
            < 60 => $"{whole} s",
            < 3600 => whole % 60 == 0 ? $"{whole / 60} min" : $"{whole / 60} min {whole % 60} s",
            _ => $"{whole / 3600} h {whole / 60 % 60} min",
        };
    }

    public static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number:N0} {thing}s";
}
