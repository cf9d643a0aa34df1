using System.Globalization;
using System.Text;
using CsCheck;

namespace Cortex.Packages.Tests.Cargo;

public sealed class CargoRoundTripTests : IDisposable
{
    private static readonly Gen<Crate[]> Crates = Gen.Select(
            Gen.Char["abcxyz_-"].Array[1, 6], Gen.Int[0, 30].Array[3], Gen.OneOf("", "-rc.1", "+build.2"), Gen.Int[0, 20].Array[0, 3])
        .Array[0, 12]
        .Select(drawn => drawn.Select(d => (Name: $"c{new string(d.Item1)}", Version: string.Join('.', d.Item2) + d.Item3, Needs: d.Item4))
            .DistinctBy(c => c.Name).ToArray())
        .Select(drawn => drawn.Select((c, at) => new Crate(c.Name, c.Version,
            [.. c.Needs.Where(n => n < drawn.Length && n != at).Distinct().Select(n => drawn[n].Name)])).ToArray());

    private readonly Repository repository = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_lockfile_that_is_written_is_read_back(int version) => Crates.Sample(
        crates =>
        {
            var versions = crates.ToDictionary(c => c.Name, c => c.Version);
            repository.Write("Cargo.lock", $"# written\n{(version == 1 ? "" : $"version = {version}\n")}" + string.Concat(crates.Select(c =>
                $"\n[[package]]\nname = \"{c.Name}\"\nversion = \"{c.Version}\"\nsource = \"registry+x\"\n"
                + $"dependencies = [\n{string.Concat(c.Needs.Select(n => version == 1 ? $" \"{n} {versions[n]} (registry+x)\",\n" : $" \"{n}\",\n"))}]\n")));
            var scan = repository.Scan();
            Assert.Empty(scan.Unreadable);
            Assert.Equal(crates.Select(c => (c.Name, (string?)c.Version)).Order(), scan.Packages.Select(p => (p.Name, p.Version)).Order());
            var read = scan.Packages.ToDictionary(p => p.Name);
            foreach (var crate in crates)
            {
                Assert.Equal(
                    crates.Where(c => c.Needs.Contains(crate.Name)).Select(c => read[c.Name].Purl).Order(StringComparer.Ordinal),
                    read[crate.Name].RequiredBy ?? []);
            }
        },
        iter: 200, threads: 1);

    [Fact]
    public void A_manifest_that_is_written_is_read_back() => Crates.Sample(
        crates =>
        {
            repository.Write("Cargo.toml", "[dependencies]\n" + string.Concat(crates.Select((c, at) => at % 2 == 0
                ? $"{c.Name} = \"={c.Version}\"\n"
                : $"alias{at} = {{ package = \"{c.Name}\", version = \"{c.Version}\" }}\n")));
            Assert.Equal(
                crates.Select(c => (c.Name, (string?)c.Version)).Order(), repository.Scan().Packages.Select(p => (p.Name, p.Version)).Order());
        },
        iter: 100, threads: 1);

    [Fact]
    public void A_lockfile_of_ten_megabytes_is_read()
    {
        var text = new StringBuilder("version = 4\n");
        var count = 0;
        for (; text.Length < 10_000_000; count++)
            text.Append(CultureInfo.InvariantCulture, $"\n[[package]]\nname = \"crate-{count}\"\nversion = \"1.{count}.0\"\nsource = \"registry+x\"\nchecksum = \"{new string('0', 64)}\"\ndependencies = [\n \"crate-{count + 1}\",\n \"crate-1\",\n]\n");
        repository.Write("Cargo.lock", text.ToString());
        Assert.Equal(count, repository.Scan().Packages.Count);
    }

    public void Dispose() => repository.Dispose();

    private sealed record Crate(string Name, string Version, string[] Needs);
}
