using System.Text;
using CsCheck;

namespace Cortex.Packages.Tests.RoundTrips;

public sealed class OtherLockTests : RoundTrip
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789_"], 1, 10].Select(name => $"x{name}");

    [Fact]
    public void A_gemfile_lock_is_read_back() => ReadsBack(Word, "gem", "Gemfile.lock", packages =>
    {
        // The repository asks for all, as what it groups for development is known from the Gemfile alone.
        Repository.Write("Gemfile", string.Concat(packages.Select(p => $"gem \"{p.Name}\"{(p.Development ? ", group: :test" : "")}\n")));
        var text = new StringBuilder("GEM\n  remote: https://gems.example/\n  specs:\n");
        foreach (var p in packages)
            text.Append($"    {p.Name} ({p.Version})\n").AppendJoin("", p.Needs.Select(n => $"      {n.Name} (>= 0)\n"));
        return text.Append("\nDEPENDENCIES\n").AppendJoin("", packages.Select(p => $"  {p.Name}\n")).ToString();
    }, version: version => version.Replace("-", ".", StringComparison.Ordinal));

    [Fact]
    public void A_composer_lock_is_read_back() => ReadsBack(Word.Select(name => $"team/{name}"), "composer", "composer.lock", packages =>
    {
        return $$"""{ "packages": [{{Entries(false)}}], "packages-dev": [{{Entries(true)}}] }""";

        string Entries(bool development) => string.Join(',', packages
            .Where(p => IsDevelopment(p, packages) == development)
            .Select(p => $$"""{ "name": "{{p.Name}}", "version": "{{p.Version}}", "require": { {{string.Join(',', p.Needs.Select(n => $"\"{n.Name}\": \"*\""))}} } }"""));
    });

    [Fact]
    public void A_mix_lock_is_read_back() => ReadsBack(Word, "hex", "mix.lock", packages =>
    {
        Repository.Write("mix.exs", $"  defp deps do\n    [\n{string.Join(",\n", packages.Select(p => $"      {{:{p.Name}, \"~> {p.Version}\"{(p.Development ? ", only: :dev" : "")}}}"))}\n    ]\n  end\n");
        var text = new StringBuilder("%{\n");
        foreach (var p in packages)
        {
            var needs = string.Join(", ", p.Needs.Select(n => $"{{:{n.Name}, \"~> 1.0\", [hex: :{n.Name}, repo: \"hexpm\", optional: false]}}"));
            text.Append($"  \"{p.Name}\": {{:hex, :{p.Name}, \"{p.Version}\", \"aaaa\", [:mix], [{needs}], \"hexpm\", \"aaaa\"}},\n");
        }
        return text.Append("}\n").ToString();
    });

    [Fact]
    public void A_packages_lock_is_read_back() => ReadsBack(Word, "nuget", "packages.lock.json", packages =>
        """{ "version": 2, "dependencies": { "net10.0": {""" + string.Join(',', packages.Select(p => $$"""
            "{{p.Name}}": { "type": "Direct", "resolved": "{{p.Version}}", "dependencies": { {{Json(p.Needs)}} } }
            """)) + "} } }", development: false);

    [Fact]
    public void A_project_assets_file_is_read_back() => ReadsBack(Word, "nuget", "project.assets.json", packages =>
        """{ "version": 3, "targets": { "net10.0": {"""
        + string.Join(',', packages.Select(p => $$""" "{{p.Name}}/{{p.Version}}": { "type": "package", "dependencies": { {{Json(p.Needs)}} } } """))
        + """} }, "libraries": {"""
        + string.Join(',', packages.Select(p => $$""" "{{p.Name}}/{{p.Version}}": { "type": "package" } """))
        + """}, "project": { "frameworks": { "net10.0": { "dependencies": {"""
        + string.Join(',', packages.Select(p => $$""" "{{p.Name}}": { "target": "Package"{{(p.Development ? ", \"suppressParent\": \"All\"" : "")}} } """))
        + "} } } } }");

    [Fact]
    public void A_pubspec_lock_is_read_back() => ReadsBack(Word, "pub", "pubspec.lock", packages =>
        "packages:\n" + string.Concat(packages.Select(p => $"""
              {p.Name}:
                dependency: "direct {(IsDevelopment(p, packages) ? "dev" : "main")}"
                source: hosted
                version: "{p.Version}"

            """)), graph: false);

    private static string Json(IEnumerable<Locked> packages) => string.Join(',', packages.Select(p => $"\"{p.Name}\": \"{p.Version}\""));
}
