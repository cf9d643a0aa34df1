using System.IO.Compression;
using System.Text;
using Cortex.Packages;

namespace Cortex.Benchmarks.Advisories;

/// <summary>
/// Advisories of the shapes that OSV's archives have: most speak of one package with one or two ranges, some list versions, one in
/// fifty was taken back, and a package has more of them the more it is used.
/// </summary>
internal static class GeneratedAdvisories
{
    private const int Packages = 60_000;

    private static readonly (string Osv, string Type, string RangeType)[] Ecosystems =
    [
        ("npm", "npm", "SEMVER"), ("PyPI", "pypi", "ECOSYSTEM"), ("Go", "golang", "SEMVER"), ("Maven", "maven", "ECOSYSTEM"),
        ("NuGet", "nuget", "ECOSYSTEM"), ("crates.io", "cargo", "SEMVER"), ("RubyGems", "gem", "ECOSYSTEM"), ("Packagist", "composer", "ECOSYSTEM"),
    ];

    /// <summary>The purl type and the name of a package, by its rank: the first are those that most speak of.</summary>
    public static (string Osv, string Type, string Name) Package(int rank)
    {
        var (osv, type, _) = Ecosystems[rank % Ecosystems.Length];
        return (osv, type, osv switch
        {
            "Go" => $"example.org/vendor{rank % 900}/package{rank}",
            "Maven" => $"org.example.group{rank % 900}:package{rank}",
            "Packagist" => $"vendor{rank % 900}/package{rank}",
            _ => $"package{rank}",
        });
    }

    public static string OsvOf(PackageOccurrence package) => Array.Find(Ecosystems, e => e.Type == package.Ecosystem).Osv;

    public static string Version(int seed) => $"{seed % 5}.{seed / 5 % 12}.{seed / 60 % 9}";

    public static void Write(string path, int count)
    {
        var random = new Random(7);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var number = 0; number < count; number++)
        {
            using var entry = zip.CreateEntry($"GHSA-{number:x8}.json", CompressionLevel.Fastest).Open();
            entry.Write(Encoding.UTF8.GetBytes(Record(number, random)));
        }
    }

    private static string Record(int number, Random random)
    {
        // The square gives the first packages more than the last.
        var rank = (int)(Packages * Math.Pow(random.NextDouble(), 2));
        var (osv, _, name) = Package(rank);
        var range = Ecosystems[rank % Ecosystems.Length].RangeType;
        var major = random.Next(5);
        var withdrawn = number % 50 == 0 ? "\"withdrawn\":\"2024-06-01T00:00:00Z\"," : "";
        var second = number % 4 == 0 ? $$"""{"introduced":"{{major + 1}}.0.0"},{"fixed":"{{major + 1}}.{{random.Next(12)}}.1"},""" : "";
        var versions = number % 5 == 0 ? string.Join(',', Enumerable.Range(0, 40).Select(at => $"\"{Version(random.Next(540))}\"")) : "";
        return $$$"""
            {"schema_version":"1.6.0","id":"GHSA-{{{number:x8}}}","modified":"2024-0{{{1 + number % 9}}}-01T00:00:00Z","published":"2024-01-01T00:00:00Z",{{{withdrawn}}}
             "aliases":["CVE-2024-{{{10000 + number}}}"],"summary":"Package {{{name}}} handles what it is given without a look at it",
             "details":"{{{new string('d', 600)}}}","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected":[{"package":{"ecosystem":"{{{osv}}}","name":"{{{name}}}"},
               "ranges":[{"type":"{{{range}}}","events":[{"introduced":"0"},{"fixed":"{{{major}}}.{{{random.Next(12)}}}.{{{random.Next(9)}}}"},{{{second}}}{"introduced":"9.0.0"}]}],
               "versions":[{{{versions}}}]}],
             "references":[{"type":"WEB","url":"https://example.org/advisories/{{{number}}}"}],"database_specific":{"severity":"HIGH","cwe_ids":["CWE-20"]}}
            """;
    }
}
