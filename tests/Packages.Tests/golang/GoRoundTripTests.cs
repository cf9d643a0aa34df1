using System.Text;
using CsCheck;

namespace Cortex.Packages.Tests.Golang;

public sealed class GoRoundTripTests : IDisposable
{
    private static readonly Gen<string> Path = Gen.Select(
        Gen.OneOf("example.com", "golang.org/x", "gopkg.in"), Gen.Char["abcXYZ019"].Array[1, 5], Gen.OneOf("", "/v2", ".v3"),
        (host, name, major) => $"{host}/{new string(name)}{major}");

    private static readonly Gen<string> Version = Gen.Select(
        Gen.Int[0, 30].Array[3], Gen.OneOf("", "-rc.1", "+incompatible", "-0.20231127185646-65229373498e"), (parts, tail) => string.Join('.', parts) + tail);

    private static readonly Gen<(string Path, string Version, bool Direct)[]> Modules =
        Gen.Select(Path, Version, Gen.Bool).Array[0, 20].Select(drawn => drawn.DistinctBy(m => m.Item1.ToLowerInvariant()).ToArray());

    private readonly Repository repository = new();

    [Fact]
    public void Requirements_that_are_written_are_read_back() => Gen.Select(Modules, Gen.Bool).Sample(
        (modules, block) =>
        {
            var lines = modules.Select(m => $"{m.Path} v{m.Version}{(m.Direct ? "" : " // indirect")}");
            repository.Write("go.mod", "module example.com/own\n"
                + (block ? $"require (\n\t{string.Join("\n\t", lines)}\n)\n" : string.Concat(lines.Select(l => $"require {l}\n"))));
            var scan = repository.Scan();
            Assert.Empty(scan.Unreadable);
            Assert.Equal(modules.Order(), scan.Packages.Select(p => (p.Name, p.Version!, p.Direct)).Order());
        },
        iter: 300, threads: 1);

    [Fact]
    public void A_replacement_of_every_module_leaves_only_replacements() => Modules.Sample(
        modules =>
        {
            repository.Write("go.mod", "module example.com/own\n" + string.Concat(
                modules.Select((m, at) => $"require {m.Path} v{m.Version}\nreplace {m.Path} => example.net/other{at} v9.0.{at}\n")));
            Assert.Equal(
                modules.Select((_, at) => $"example.net/other{at}@9.0.{at}").Order(),
                repository.Scan().Packages.Select(p => $"{p.Name}@{p.Version}").Order());
        },
        iter: 100, threads: 1);

    [Fact]
    public void A_file_with_too_many_directives_is_refused()
    {
        repository.Write("go.mod", "module x\nrequire a.b/c v1.0.0\nrequire a.b/d v1.0.0\n");
        Assert.Contains("more than 2", repository.Refused(new() { MaxPackages = 2 }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_requirements_and_replacements_are_read()
    {
        var text = new StringBuilder("module x\ngo 1.22\n");
        for (var n = 0; n < 50_000; n++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"require example.com/m{n} v1.0.{n}\nreplace example.com/m{n} => example.com/r{n} v1.0.0\n");
        repository.Write("go.mod", text.ToString());
        Assert.Equal(50_001, repository.Scan().Packages.Count);
    }

    public void Dispose() => repository.Dispose();
}
