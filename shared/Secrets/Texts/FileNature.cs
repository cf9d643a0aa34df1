using Cortex.Documents.Files;

namespace Cortex.Secrets.Texts;

/// <summary>How the values of a file are written, which decides what an unquoted one can be.</summary>
public enum Notation
{
    /// <summary>Unquoted is an expression.</summary>
    Code,

    /// <summary>Unquoted is a word.</summary>
    Shell,

    /// <summary>Unquoted is all of the line.</summary>
    Properties,
    Yaml,
    Json,
    Xml,

    /// <summary>Prose with examples.</summary>
    Prose,
    Sql,
}

/// <summary>What a file's path tells of its content.</summary>
public sealed record FileNature(string Path, Notation Notation, bool IsTest, bool IsExample, bool IsLock)
{
    private static readonly Dictionary<string, Notation> ByExtension = Map(
        (Notation.Shell, "sh bash zsh ksh fish bat cmd ps1 psm1 psd1 bash_profile bashrc profile zshrc zshenv dockerfile mk history bash_history envrc"),
        (Notation.Properties, "env ini properties conf cfg config cnf toml netrc npmrc pypirc s3cfg pgpass credentials tfvars hcl service rc esmtprc msmtprc fetchmailrc editorconfig reg inf prefs plist cred local"),
        (Notation.Yaml, "yaml yml tugboat sls eyaml raml"),
        (Notation.Json, "json jsonc json5 tfstate ftpconfig dockercfg dockerconfigjson webmanifest avsc ipynb har postman_collection"),
        (Notation.Xml, "xml csproj props targets config xaml resx plist wsdl xsd xsl pom pubxml publishsettings settings nuspec jelly rdp rdg"),
        (Notation.Prose, "md markdown rst txt adoc asciidoc html htm xhtml org tex log po pot ftl textile wiki csv tsv"),
        (Notation.Sql, "sql ddl dml psql mysql"));

    private static readonly Dictionary<string, Notation> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Dockerfile"] = Notation.Shell,
        ["Containerfile"] = Notation.Shell,
        ["Makefile"] = Notation.Shell,
        ["Jenkinsfile"] = Notation.Code,
        ["Vagrantfile"] = Notation.Code,
        [".bashrc"] = Notation.Shell,
        [".bash_profile"] = Notation.Shell,
        [".profile"] = Notation.Shell,
        [".zshrc"] = Notation.Shell,
        [".envrc"] = Notation.Shell,
        [".ftpconfig"] = Notation.Json,
        [".dockercfg"] = Notation.Json,
        ["config"] = Notation.Properties,
        ["credentials"] = Notation.Properties,
        ["hub"] = Notation.Yaml,
        [".tugboat"] = Notation.Yaml,
        ["web.config"] = Notation.Xml,
        ["app.config"] = Notation.Xml,
        ["nuget.config"] = Notation.Xml,
        ["Procfile"] = Notation.Shell,
    };

    private static readonly HashSet<string> Locks = new(StringComparer.OrdinalIgnoreCase)
    {
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "poetry.lock", "Pipfile.lock", "uv.lock", "pdm.lock", "Cargo.lock", "go.sum", "go.work.sum",
        "composer.lock", "Gemfile.lock", "packages.lock.json", "project.assets.json", "flake.lock", "mix.lock", "pubspec.lock", "Podfile.lock", "Package.resolved", "gradle.lockfile",
        ".terraform.lock.hcl", "conan.lock", "deno.lock", "Chart.lock", "paket.lock", "Cartfile.resolved", "buf.lock", "MODULE.bazel.lock", "verification-metadata.xml", ".secrets.baseline",
        "conda-lock.yml", "cspell.json", "SHA256SUMS", "cabal.project.freeze", "elm-stuff.json", "rebar.lock",
    };

    private static readonly string[] TestFolders =
        ["test", "tests", "spec", "specs", "__tests__", "__mocks__", "fixtures", "fixture", "testdata", "test-data", "mocks", "e2e", "testing", "androidtest", "unittests", "testutils", "test_data"];

    private static readonly string[] ExampleParts = ["example", "examples", "sample", "samples", "template", "dist", "tmpl", "tpl", "default", "defaults", "skel", "demo", "doc", "docs"];

    /// <summary>Weak and short values are believed where configuration is kept, and not where code, tests and prose talk of them.</summary>
    public bool IsConfiguration => Notation is Notation.Shell or Notation.Properties or Notation.Yaml or Notation.Json or Notation.Xml or Notation.Sql && !IsTest && !IsExample;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public static FileNature Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var parts = name.ToLowerInvariant().Split('.', '-', '_');
        var folders = SourcePath.Folder(path).ToLowerInvariant().Split('/');
        var test = folders.Any(f => Array.IndexOf(TestFolders, f) >= 0 || f.EndsWith(".tests", StringComparison.Ordinal) || f.EndsWith(".test", StringComparison.Ordinal))
            || parts.Any(p => p is "test" or "tests" or "spec" or "fixture" or "fixtures" or "mock" or "mocks") || name.Contains("Test", StringComparison.Ordinal) || name.EndsWith("Spec", StringComparison.Ordinal);
        var example = parts.Skip(1).Any(p => Array.IndexOf(ExampleParts, p) >= 0) || folders.Any(f => Array.IndexOf(ExampleParts, f) >= 0 && f is not ("dist" or "default" or "defaults"));
        return new(path, NotationOf(name, parts), test, example, Locks.Contains(name) || name.EndsWith(".map", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal));
    }

    private static Notation NotationOf(string name, string[] parts)
    {
        if (ByName.TryGetValue(name, out var known))
            return known;
        if (name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Dockerfile", StringComparison.OrdinalIgnoreCase))
            return Notation.Shell;
        if (name.StartsWith(".env", StringComparison.Ordinal))
            return Notation.Properties;
        // ".env.example" and "settings.json.template" are of the kind that stands before what says so.
        foreach (var part in parts.Reverse())
        {
            if (Array.IndexOf(ExampleParts, part) >= 0 || part is "local" or "bak" or "old" or "orig" or "backup" or "j2" or "erb" or "in")
                continue;
            if (ByExtension.TryGetValue(part, out var notation))
                return notation;
            break;
        }

        // A dot file or a name without extension is most often somebody's configuration.
        return name.StartsWith('.') || !name.Contains('.', StringComparison.Ordinal) ? Notation.Properties : Notation.Code;
    }

    private static Dictionary<string, Notation> Map(params (Notation Notation, string Extensions)[] of)
    {
        var map = new Dictionary<string, Notation>(StringComparer.Ordinal);
        foreach (var (notation, extensions) in of)
        {
            foreach (var extension in extensions.Split(' '))
                map.TryAdd(extension, notation);
        }

        return map;
    }
}
