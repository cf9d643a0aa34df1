using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortex.Packages.Tests;

/// <summary>
/// A case is a folder: &lt;ecosystem&gt;/data/&lt;case&gt;/input is scanned and compared with expected.json beside it. With
/// CORTEX_ACCEPT=1 what was found is written there instead, to be read before it is committed.
/// </summary>
public class GoldenCases
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public static TheoryData<string> All() =>
        [.. Directory.EnumerateFileSystemEntries(Home(), "input", SearchOption.AllDirectories)
            .Select(input => Path.GetRelativePath(Home(), Path.GetDirectoryName(input)!).Replace('\\', '/'))
            .Where(name => name.Contains("/data/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_gives_what_it_expects(string name)
    {
        var folder = Path.Combine(Home(), name);
        var actual = JsonSerializer.Serialize(PackageScanner.Scan(Path.Combine(folder, "input")), Shape) + "\n";
        var expected = Path.Combine(folder, "expected.json");
        if (Environment.GetEnvironmentVariable("CORTEX_ACCEPT") == "1")
            File.WriteAllText(expected, actual);
        Assert.Equal(File.ReadAllText(expected), actual, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_second_scan_gives_the_same_bytes()
    {
        var first = JsonSerializer.Serialize(PackageScanner.Scan(Home()), Shape);
        Assert.Equal(first, JsonSerializer.Serialize(PackageScanner.Scan(Home()), Shape));
    }
}
