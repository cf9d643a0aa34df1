namespace Cortex.Cli.Terminal;

internal static class Durations
{
    private static readonly TimeSpan Tenths = TimeSpan.FromSeconds(10);

    /// <summary>For sentences: 3.2s, 42s, 3m 05s, 1h 02m.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        _ when time < TimeSpan.Zero => "0.0s",
        _ when time < Tenths => $"{Math.Floor(time.TotalSeconds * 10) / 10:0.0}s",
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds}s",
        { TotalHours: < 1 } => $"{time.Minutes}m {time.Seconds:00}s",
        _ => $"{(int)time.TotalHours}h {time.Minutes:00}m",
    };

    /// <summary>For columns: 0:42, 12:05, 1:02:03.</summary>
    public static string Clock(TimeSpan time) => time switch
    {
        _ when time < TimeSpan.Zero => "0:00",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes}:{time.Seconds:00}",
        _ => $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}",
    };
}
