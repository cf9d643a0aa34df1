using System.Text;
using CsCheck;

namespace Cortex.Packages.Tests.RoundTrips;

public sealed class NpmFamilyTests : RoundTrip
{
    private static readonly Gen<string> Name = Gen.Select(
        Gen.OneOf("", "", "@scope/", "@other.team/"), Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_."], 1, 10],
        (scope, name) => $"{scope}x{name.Replace("..", "-", StringComparison.Ordinal)}");

    [Fact]
    public void A_package_lock_is_read_back() => ReadsBack(Name, "npm", "package-lock.json", packages =>
    {
        var text = new StringBuilder("""{ "lockfileVersion": 3, "packages": { "": {""");
        text.Append(Section("dependencies", packages.Where(p => !p.Development))).Append(", ");
        text.Append(Section("devDependencies", packages.Where(p => p.Development))).Append('}');
        foreach (var p in packages)
        {
            text.Append($$"""
                , "node_modules/{{p.Name}}": { "version": "{{p.Version}}", {{Section("dependencies", p.Needs)}},
                  "dev": {{(IsDevelopment(p, packages) ? "true" : "false")}} }
                """);
        }
        return text.Append("}}").ToString();
    });

    [Fact]
    public void A_yarn_lock_of_yarn_1_is_read_back() => ReadsBack(Name, "npm", "yarn.lock", packages =>
    {
        Manifest(packages);
        var text = new StringBuilder("# yarn lockfile v1\n\n");
        foreach (var p in packages)
        {
            text.Append($"\n\"{p.Name}@{p.Version}\", \"{p.Name}@^{p.Version}\":\n  version \"{p.Version}\"\n");
            if (p.Needs.Count > 0)
                text.Append("  dependencies:\n").AppendJoin("", p.Needs.Select(n => $"    \"{n.Name}\" \"^{n.Version}\"\n"));
        }
        return text.ToString();
    });

    [Fact]
    public void A_yarn_lock_of_yarn_4_is_read_back() => ReadsBack(Name, "npm", "yarn.lock", packages =>
    {
        Manifest(packages);
        var text = new StringBuilder("__metadata:\n  version: 8\n");
        text.Append("\n\"root@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"root@workspace:.\"\n  dependencies:\n");
        text.AppendJoin("", packages.Select(p => $"    \"{p.Name}\": \"npm:{p.Version}\"\n"));
        foreach (var p in packages)
        {
            text.Append($"\n\"{p.Name}@npm:{p.Version}, {p.Name}@npm:^{p.Version}\":\n  version: {p.Version}\n");
            if (p.Needs.Count > 0)
                text.Append("  dependencies:\n").AppendJoin("", p.Needs.Select(n => $"    \"{n.Name}\": \"npm:^{n.Version}\"\n"));
        }
        return text.ToString();
    });

    [Theory]
    [InlineData("5.4", "/", "/")]
    [InlineData("6.0", "/", "@")]
    public void A_pnpm_lock_until_version_6_is_read_back(string version, string before, string between) =>
        ReadsBack(Name, "npm", "pnpm-lock.yaml", packages =>
        {
            var text = new StringBuilder($"lockfileVersion: '{version}'\n");
            text.Append(Yaml("dependencies", "", packages.Where(p => !p.Development)));
            text.Append(Yaml("devDependencies", "", packages.Where(p => p.Development))).Append("packages:\n");
            foreach (var p in packages)
            {
                text.Append($"  '{before}{p.Name}{between}{p.Version}':\n    dev: {(IsDevelopment(p, packages) ? "true" : "false")}\n");
                text.Append(Yaml("dependencies", "    ", p.Needs));
            }
            return text.ToString();
        });

    [Fact]
    public void A_pnpm_lock_of_version_9_is_read_back() => ReadsBack(Name, "npm", "pnpm-lock.yaml", packages =>
    {
        var text = new StringBuilder("lockfileVersion: '9.0'\nimporters:\n  .:\n");
        foreach (var development in new[] { false, true })
        {
            text.Append(development ? "    devDependencies:\n" : "    dependencies:\n");
            text.AppendJoin("", packages.Where(p => p.Development == development)
                .Select(p => $"      '{p.Name}':\n        specifier: ^{p.Version}\n        version: {p.Version}(peer@1.0.0)\n"));
        }
        text.Append("packages:\n").AppendJoin("", packages.Select(p => $"  '{p.Name}@{p.Version}':\n    engines: {{node: '>=1'}}\n"));
        text.Append("snapshots:\n");
        foreach (var p in packages)
            text.Append($"  '{p.Name}@{p.Version}(peer@1.0.0)':\n    id: x\n").Append(Yaml("dependencies", "    ", p.Needs));
        return text.ToString();
    });

    [Fact]
    public void A_bun_lock_is_read_back() => ReadsBack(Name, "npm", "bun.lock", packages =>
    {
        var text = new StringBuilder("""{ "lockfileVersion": 1, "workspaces": { "": { "name": "root",""");
        text.Append(Section("dependencies", packages.Where(p => !p.Development))).Append(", ");
        text.Append(Section("devDependencies", packages.Where(p => p.Development))).Append("""}, }, "packages": {""");
        foreach (var p in packages)
            text.Append($$"""  "{{p.Name}}": ["{{p.Name}}@{{p.Version}}", "", { {{Section("dependencies", p.Needs)}} }, "sha512"],""");
        return text.Append("},}").ToString();
    });

    private void Manifest(Locked[] packages) => Repository.Write(
        "package.json",
        $$"""{ {{Section("dependencies", packages.Where(p => !p.Development))}}, {{Section("devDependencies", packages.Where(p => p.Development))}} }""");

    private static string Section(string name, IEnumerable<Locked> packages) =>
        $"\"{name}\": {{{string.Join(',', packages.Select(p => $"\"{p.Name}\": \"{p.Version}\""))}}}";

    private static string Yaml(string name, string indent, IEnumerable<Locked> packages) => packages.Any()
        ? $"{indent}{name}:\n" + string.Concat(packages.Select(p => $"{indent}  '{p.Name}': {p.Version}\n"))
        : "";
}
