namespace Cortex.Coordinator.Tests.Golden;

/// <summary>Compares with a committed file. Run the tests with CORTEX_ACCEPT=1 to write what is produced now, then read the difference.</summary>
internal static class GoldenFile
{
    public static void Matches(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{path} is missing; CORTEX_ACCEPT=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
