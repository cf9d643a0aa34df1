using System.Text;
using Cortex.Security.Advisories;
using Cortex.Security.Advisories.Reading;

namespace Cortex.Security.Tests.Advisories;

public class OsvReaderTests
{
    [Fact]
    public void A_record_is_read_with_what_matching_needs()
    {
        var advisory = Read("""
            {
              "schema_version": "1.6.0", "id": "GHSA-x", "modified": "2024-05-01T10:00:00+02:00", "published": "2024-04-01T00:00:00Z",
              "aliases": ["CVE-2024-1"], "summary": "It leaks.", "details": "…",
              "severity": [ { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N" }, { "type": "Ubuntu", "score": "medium" } ],
              "affected": [
                {
                  "package": { "ecosystem": "Debian:12", "name": "p", "purl": "pkg:deb/p" },
                  "ranges": [
                    { "type": "ECOSYSTEM", "events": [ { "introduced": "0" }, { "fixed": "1.2" } ] },
                    { "type": "SEMVER", "events": [ { "introduced": "2.0.0", "last_affected": "2.3.0" }, { "limit": "*" } ] }
                  ],
                  "versions": ["1.0"], "severity": [ { "type": "CVSS_V4", "score": "CVSS:4.0/AV:N" } ]
                },
                { "ranges": [ { "type": "GIT", "repo": "https://example.org/r", "events": [ { "introduced": "0" } ] } ] }
              ],
              "database_specific": { "severity": "HIGH" }
            }
            """);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero), advisory.Modified);
        Assert.Equal(["CVE-2024-1"], advisory.Aliases);
        Assert.Equal(["CVSS:3.1/AV:N"], advisory.Vectors);
        Assert.Equal("HIGH", advisory.Rating);
        var affected = Assert.Single(advisory.Affected);
        Assert.Equal(("Debian", "12", "p"), (affected.Ecosystem, affected.Release, affected.Name));
        Assert.Equal(["CVSS:4.0/AV:N"], affected.Vectors);
        Assert.Equal([RangeType.Ecosystem, RangeType.Semver], affected.Ranges.Select(r => r.Type));
        Assert.Equal(
            [(RangeEventKind.Introduced, "2.0.0"), (RangeEventKind.LastAffected, "2.3.0"), (RangeEventKind.Limit, "*")],
            affected.Ranges[1].Events.Select(e => (e.Kind, e.Version)));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "an advisory is a JSON object")]
    [InlineData("""{"id":"a","modified":"2024-01-01T00:00:00Z","id":"b"}""", "no JSON")]
    [InlineData("""{"modified":"2024-01-01T00:00:00Z"}""", "'id' is missing")]
    [InlineData("""{"id":7,"modified":"2024-01-01T00:00:00Z"}""", "'id' must be a text")]
    [InlineData("""{"id":"a"}""", "'modified' is missing")]
    [InlineData("""{"id":"a","modified":"yesterday"}""", "'modified' is no time")]
    [InlineData("""{"id":"a","modified":"2024-01-01T00:00:00Z","affected":{}}""", "'affected' must be a list")]
    [InlineData("""{"id":"a","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm"}}]}""", "'affected.package.name' is missing")]
    [InlineData("""{"id":"a","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"X"}]}]}""", "'X' is no type of range")]
    public void What_is_no_advisory_is_refused_with_the_part_that_is_wrong(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<AdvisoryFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Throws<AdvisoryFormatException>(() => Read(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));

    private static Advisory Read(string json) => OsvReader.Read(Encoding.UTF8.GetBytes(json));
}
