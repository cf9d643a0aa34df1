namespace Cortex.Inventory.Discovery.Projects;

internal static class JvmTests
{
    /// <summary>The framework whose artifact a build file names; null when it names none.</summary>
    public static string? Framework(IReadOnlySet<string> artifacts) =>
        artifacts.Any(a => a.StartsWith("junit-jupiter", StringComparison.Ordinal)) || artifacts.Contains("spring-boot-starter-test") ? "junit5"
        : artifacts.Contains("junit") ? "junit4"
        : artifacts.Contains("testng") ? "testng"
        : artifacts.Any(a => a.StartsWith("spock-", StringComparison.Ordinal)) ? "spock"
        : artifacts.Any(a => a.StartsWith("kotest-", StringComparison.Ordinal)) ? "kotest"
        : null;
}
