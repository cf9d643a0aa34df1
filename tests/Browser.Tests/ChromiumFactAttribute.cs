namespace Cortex.Browser.Tests;

/// <summary>A fact that needs Chromium; where it is not installed it is skipped and says so.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public ChromiumFactAttribute()
    {
        if (Program is null)
            Skip = "no Chromium at /usr/bin/chromium: apt-get install chromium fonts-dejavu-core, or name one in CORTEX_CHROMIUM";
    }

    public static string? Program { get; } = Environment.GetEnvironmentVariable("CORTEX_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);
}
