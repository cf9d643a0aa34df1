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
    [InlineData("""{"id":7,"modified":"2024-01-01T00:00:00Z"}""", "'id' is missing")]
    [InlineData("""{"id":"a\u0007","modified":"2024-01-01T00:00:00Z"}""", "'id' is missing")]
    [InlineData("""{"id":"a"}""", "'modified' is missing")]
    [InlineData("""{"id":"a","modified":"yesterday"}""", "'modified' is missing or no time")]
    [InlineData("""{"id":"\ud800","modified":"2024-01-01T00:00:00Z"}""", "no JSON")]
    public void What_is_no_advisory_is_refused_with_the_part_that_is_wrong(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<AdvisoryFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"affected\":{}", "'affected' must be a list", 0)]
    [InlineData("\"aliases\":[7,\"CVE-2024-1\"],\"affected\":[]", "'aliases' must hold texts", 0)]
    [InlineData("\"affected\":[{\"package\":{\"ecosystem\":\"npm\"}},{\"package\":{\"ecosystem\":\"npm\",\"name\":\"p\"}}]", "names no ecosystem and package", 1)]
    [InlineData("\"affected\":[7,{\"package\":{\"ecosystem\":\"npm\",\"name\":\"p\"}}]", "'affected' must hold objects", 1)]
    [InlineData("\"published\":\"soon\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"p\"}}]", "'published' is no time", 1)]
    [InlineData("\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"p\"},\"ranges\":[{\"type\":\"X\"}]}]", "'X' is no type of range", 1)]
    [InlineData("\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"p\"},\"ranges\":[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":0}]}]}]", "'introduced' of a range must be a text", 1)]
    public void A_part_that_is_wrong_is_noted_and_the_rest_is_used(string part, string note, int affected)
    {
        var notes = new List<string>();
        var advisory = OsvReader.Read(Encoding.UTF8.GetBytes($$"""{"id":"a","modified":"2024-01-01T00:00:00Z",{{part}}}"""), notes);
        Assert.Contains(notes, n => n.Contains(note, StringComparison.Ordinal));
        Assert.Equal(affected, advisory.Affected.Count);
    }

    [Fact]
    public void A_record_that_was_taken_back_on_a_misspelled_day_stays_taken_back() =>
        Assert.NotNull(Read("""{"id":"a","modified":"2024-01-01T00:00:00Z","withdrawn":"last week"}""").Withdrawn);

    [Fact]
    public void Related_and_upstream_ids_are_no_aliases() =>
        Assert.Empty(Read("""{"id":"a","modified":"2024-01-01T00:00:00Z","related":["CVE-2024-1"],"upstream":["CVE-2024-2"]}""").Aliases);

    [Theory]
    [InlineData("<= 1.2.3", "[{\"introduced\":\"1.0.0\"}]", "Introduced 1.0.0, LastAffected 1.2.3")]
    [InlineData("< 1.2.3", "[{\"introduced\":\"0\"}]", "Introduced 0, Limit 1.2.3")]
    [InlineData("<= 1.2.3", "[{\"introduced\":\"0\"},{\"fixed\":\"1.1.0\"}]", "Introduced 0, Fixed 1.1.0")]
    [InlineData("= 1.2.3", "[{\"introduced\":\"0\"}]", "Introduced 0")]
    [InlineData("<=", "[{\"introduced\":\"0\"}]", "Introduced 0")]
    public void The_last_version_known_to_be_affected_ends_a_range_without_an_end(string known, string events, string expected)
    {
        var json = $$$"""{"id":"a","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"SEMVER","events":{{{events}}}}],"database_specific":{"last_known_affected_version_range":"{{{known}}}"}}]}""";
        Assert.Equal(expected, string.Join(", ", Read(json).Affected[0].Ranges[0].Events.Select(e => $"{e.Kind} {e.Version}")));
    }

    [Theory]
    [InlineData("Alpine:v3.19", "Alpine", "v3.19")]
    [InlineData("Ubuntu:22.04:LTS", "Ubuntu", "22.04:LTS")]
    [InlineData("Maven:https://repo.example.com/maven2", "Maven", "https://repo.example.com/maven2")]
    [InlineData("Packagist:https://packages.drupal.org/8", "Packagist", "https://packages.drupal.org/8")]
    [InlineData("pypi", "PyPI", null)]
    [InlineData("Haiku", "Haiku", null)]
    public void An_ecosystem_may_have_a_release_or_a_registry_behind_a_colon(string written, string ecosystem, string? release)
    {
        var affected = Read($$$"""{"id":"a","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"{{{written}}}","name":"p"}}]}""").Affected[0];
        Assert.Equal((ecosystem, release), (affected.Ecosystem, affected.Release));
    }

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Throws<AdvisoryFormatException>(() => Read(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));

    private static Advisory Read(string json) => OsvReader.Read(Encoding.UTF8.GetBytes(json), []);
}
