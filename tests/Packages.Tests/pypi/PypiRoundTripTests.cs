using CsCheck;

namespace Cortex.Packages.Tests.Pypi;

/// <summary>What is written is read back: names, versions, and who asks for whom.</summary>
public sealed class PypiRoundTripTests : IDisposable
{
    private static readonly Gen<string> Name =
        Gen.Select(Gen.Char["abcxyz"], Gen.Char["abc019-_"].Array[0, 6], Gen.Char["abc019"], (head, middle, tail) => $"{head}{new string(middle)}{tail}");

    private static readonly Gen<string> Version = Gen.Select(
        Gen.Int[0, 30].Array[1, 4], Gen.OneOf("", "a1", "rc2", ".post3", ".dev4", "+local.1"), (parts, tail) => string.Join('.', parts) + tail);

    private static readonly Gen<Package[]> Packages = Gen.Select(Name, Version, Gen.Int[0, 20].Array[0, 3])
        .Array[0, 12]
        .Select(drawn => drawn.DistinctBy(p => Normal(p.Item1)).ToArray())
        .Select(drawn => drawn.Select((p, at) => new Package(p.Item1, p.Item2,
            [.. p.Item3.Where(n => n < drawn.Length && n != at).Distinct().Select(n => drawn[n].Item1)])).ToArray());

    private readonly Repository repository = new();

    [Theory]
    [InlineData("poetry.lock")]
    [InlineData("uv.lock")]
    [InlineData("pdm.lock")]
    [InlineData("pylock.toml")]
    [InlineData("requirements.txt")]
    [InlineData("Pipfile.lock")]
    public void What_is_written_is_read_back(string file) => Packages.Sample(
        packages =>
        {
            repository.Write(file, Text(file, packages));
            var scan = repository.Scan();
            Assert.Empty(scan.Unreadable);
            Assert.Equal(
                packages.Select(p => (p.Name, (string?)p.Version)).Order(),
                scan.Packages.Select(p => (p.Name, p.Version)).Order());
            if (file == "Pipfile.lock")
                return;
            var read = scan.Packages.ToDictionary(p => p.Name);
            foreach (var needed in packages)
            {
                var askers = packages.Where(p => p.Needs.Contains(needed.Name)).Select(p => read[p.Name].Purl).Order(StringComparer.Ordinal);
                Assert.Equal(askers, read[needed.Name].RequiredBy ?? []);
            }
        },
        iter: 200, threads: 1);

    public void Dispose() => repository.Dispose();

    private static string Normal(string name) => PackageUrl.Create("pypi", name, null);

    private static string Text(string file, Package[] packages) => file switch
    {
        "poetry.lock" => Each(packages, p => $"[[package]]\nname = \"{p.Name}\"\nversion = \"{p.Version}\"\noptional = false\n"
            + (p.Needs.Length == 0 ? "" : "[package.dependencies]\n" + string.Concat(p.Needs.Select(n => $"{n} = \"*\"\n")))),
        "uv.lock" => Each(packages, p => $"[[package]]\nname = '{p.Name}'\nversion = '{p.Version}'\nsource = {{ registry = 'x' }}\n"
            + $"dependencies = [{string.Join(", ", p.Needs.Select(n => $"{{ name = '{n}' }}"))}]\n"),
        "pdm.lock" => Each(packages, p => $"[[package]]\nname = \"{p.Name}\"\nversion = \"{p.Version}\"\ngroups = [\"default\"]\n"
            + $"dependencies = [{string.Join(", ", p.Needs.Select(n => $"\"{n}>=0; python_version > '3'\""))}]\n"),
        "pylock.toml" => "lock-version = '1.0'\n" + Each(packages, p => $"[[packages]]\nname = \"{p.Name}\"\nversion = \"{p.Version}\"\n"
            + $"dependencies = [{string.Join(", ", p.Needs.Select(n => $"{{ name = \"{n}\" }}"))}]\n"),
        "requirements.txt" => "# written\n" + Each(packages, p => $"{p.Name}=={p.Version} \\\n    --hash=sha256:00\n"
            + string.Concat(packages.Where(q => q.Needs.Contains(p.Name)).Select((q, at) => (at == 0 ? "    # via\n" : "") + $"    #   {q.Name}\n"))),
        _ => "{ \"default\": {" + string.Join(",\n", packages.Select(p => $"\"{p.Name}\": {{ \"version\": \"=={p.Version}\" }}")) + "} }",
    } + "\n";

    private static string Each(Package[] packages, Func<Package, string> text) => string.Concat(packages.Select(text));

    private sealed record Package(string Name, string Version, string[] Needs);
}
