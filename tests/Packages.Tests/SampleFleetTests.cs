using System.Text;

namespace Cortex.Packages.Tests;

/// <summary>
/// Each repository of samples/fleet against tests/Fleet/packages/&lt;repository&gt;.txt: a line for each package of each manifest and
/// lockfile. CORTEX_ACCEPT=1 writes what was found there instead, to be read before it is committed.
/// </summary>
public class SampleFleetTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Repositories() =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "samples", "fleet")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Repositories))]
    public void A_repository_pins_what_its_dump_says(string repository)
    {
        var scan = PackageScanner.Scan(Path.Combine(Root, "samples", "fleet", repository));
        Assert.Empty(scan.Unreadable);
        var dump = new StringBuilder();
        foreach (var package in scan.Packages)
            dump.Append($"{package.Path}:{package.Line} {package.Purl} {(package.Direct ? "direct" : "transitive")} {package.Scope}\n");
        var expected = Path.Combine(Root, "tests", "Fleet", "packages", repository + ".txt");
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
            File.WriteAllText(expected, dump.ToString());
        Assert.Equal(File.ReadAllText(expected), dump.ToString(), ignoreLineEndingDifferences: true);
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
