using System.Text;
using CsCheck;

namespace Cortex.Packages.Tests.Maven;

public sealed class MavenTests : IDisposable
{
    private static readonly Gen<(string Name, string Version)[]> Coordinates = Gen.Select(
            Gen.OneOf("org.example", "com.a-b", "junit"), Gen.Char["abcXYZ019_-"].Array[1, 6], Gen.Int[0, 30].Array[1, 4], Gen.OneOf("", ".Final", "-rc1", "-jre"))
        .Array[0, 15]
        .Select(drawn => drawn.Select(d => (Name: $"{d.Item1}:a{new string(d.Item2)}", Version: string.Join('.', d.Item3) + d.Item4)).DistinctBy(d => d.Name).ToArray());

    private readonly Repository repository = new();

    [Fact]
    public void Dependencies_that_are_written_are_read_back() => Gen.Select(Coordinates, Gen.Int[0, 3]).Sample(
        (packages, way) =>
        {
            var dependencies = string.Concat(packages.Select((p, at) => Dependency(p.Name, way switch
            {
                0 => p.Version,
                1 => $"${{v{at}}}",
                2 => $"[{p.Version}]",
                _ => null,
            })));
            var managed = way == 3 ? string.Concat(packages.Select(p => Dependency(p.Name, p.Version))) : "";
            var properties = string.Concat(packages.Select((p, at) => $"<v{at}>{p.Version}</v{at}>"));
            repository.Write("pom.xml", $"""
                <project><properties>{properties}</properties>
                <dependencyManagement><dependencies>{managed}</dependencies></dependencyManagement>
                <dependencies>{dependencies}</dependencies></project>
                """);
            var scan = repository.Scan();
            Assert.Empty(scan.Unreadable);
            Assert.Equal(packages.Order(), scan.Packages.Select(p => (p.Name, p.Version!)).Order());
        },
        iter: 200, threads: 1);

    [Theory]
    [InlineData("gradle.lockfile")]
    [InlineData("gradle/verification-metadata.xml")]
    [InlineData("gradle/libs.versions.toml")]
    public void What_Gradle_pins_is_read_back(string file) => Coordinates.Sample(
        packages =>
        {
            repository.Write(file, file switch
            {
                "gradle.lockfile" => "# written\n" + string.Concat(packages.Select(p => $"{p.Name}:{p.Version}=compileClasspath\n")) + "empty=\n",
                "gradle/libs.versions.toml" => "[libraries]\n" + string.Concat(packages.Select((p, at) => $"l{at} = \"{p.Name}:{p.Version}\"\n")),
                _ => "<verification-metadata><components>"
                    + string.Concat(packages.Select(p => $"<component group=\"{p.Name.Split(':')[0]}\" name=\"{p.Name.Split(':')[1]}\" version=\"{p.Version}\"/>"))
                    + "</components></verification-metadata>",
            });
            Assert.Equal(packages.Order(), repository.Scan().Packages.Select(p => (p.Name, p.Version!)).Order());
        },
        iter: 100, threads: 1);

    [Theory]
    [InlineData("pom.xml", "<project><dependencies>", "<dependency>", "</dependency>", "</dependencies></project>")]
    [InlineData("gradle/verification-metadata.xml", "<verification-metadata>", "<components>", "</components>", "</verification-metadata>")]
    public void Nesting_over_the_limit_is_refused(string path, string head, string open, string close, string tail)
    {
        repository.Write(path, head + Repeat(open, 100_000) + Repeat(close, 100_000) + tail);
        Assert.NotNull(repository.Refused().Line);
    }

    [Fact]
    public void Bills_that_import_each_other_end()
    {
        const int Bills = 40;
        var imports = string.Concat(Enumerable.Range(0, Bills).Select(n => Dependency($"g:bill{n}", "1", "<type>pom</type><scope>import</scope>")));
        for (var n = 0; n < Bills; n++)
            repository.Write($"bill{n}/pom.xml", $"<project><artifactId>bill{n}</artifactId><dependencyManagement><dependencies>{imports}{Dependency($"g:a{n}", $"{n}")}</dependencies></dependencyManagement></project>");
        repository.Write("pom.xml", $"<project><dependencyManagement><dependencies>{imports}</dependencies></dependencyManagement><dependencies>{Dependency("g:a39", null)}</dependencies></project>");
        Assert.Equal("39", Assert.Single(repository.Scan().Packages, package => package.Direct).Version);
    }

    [Fact]
    public void Many_modules_below_a_huge_parent_stay_within_the_scans_limit()
    {
        repository.Write("pom.xml", $"<project><artifactId>p</artifactId><properties>{Repeat("<p>1</p>", 90_000)}</properties></project>");
        for (var n = 0; n < 300; n++)
            repository.Write($"{n}/pom.xml", $"<project><parent><artifactId>p</artifactId></parent><artifactId>m{n}</artifactId></project>");
        Assert.InRange(repository.Scan(new() { MaxScanElements = 2_000_000 }).Unreadable.Count, 200, 300);
    }

    [Fact]
    public void A_parent_outside_the_repository_is_not_read()
    {
        File.WriteAllText(Path.Combine(repository.Outside, "pom.xml"), "<project><artifactId>p</artifactId><properties><v>6.6.6</v></properties></project>");
        repository.Write("pom.xml", $"<project><parent><artifactId>p</artifactId></parent><dependencies>{Dependency("g:a", "${v}")}</dependencies></project>");
        Assert.Null(Assert.Single(repository.Scan().Packages).Version);
    }

    public void Dispose() => repository.Dispose();

    private static string Dependency(string name, string? version, string more = "") =>
        $"<dependency><groupId>{name.Split(':')[0]}</groupId><artifactId>{name.Split(':')[1]}</artifactId>{(version is null ? "" : $"<version>{version}</version>")}{more}</dependency>";

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
