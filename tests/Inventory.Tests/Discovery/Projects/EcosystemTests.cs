using Cortex.Contracts.Catalog;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Projects;

/// <summary>Projects and modules of the ecosystems beside .NET and npm, and how they need each other.</summary>
public sealed class EcosystemTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Go_modules_need_what_replace_and_the_workspace_give_them()
    {
        var scan = _checkout
            .With("go.work", "go 1.22\nuse (\n\t./api // the service\n\t./store\n)\n")
            .With("api/go.mod", "module example.org/shop/api // api\n\ngo 1.22\n\nrequire (\n\texample.org/shop/store v0.0.0\n\texample.org/shop/log v1.0.0\n)\nreplace example.org/shop/log => ../log\n")
            .With("store/go.mod", "module example.org/shop/store\ngo 1.21\nrequire github.com/acme/x v1.2.3\nreplace github.com/acme/x => github.com/acme/y v1.2.4\n")
            .With("log/go.mod", "module \"example.org/shop/log\"\n").Scan();
        Assert.Equal(["example.org/shop/api", "example.org/shop/log", "example.org/shop/store"], scan.Names(Kinds.Project));
        Assert.Equal(["example.org/shop/api > example.org/shop/log", "example.org/shop/api > example.org/shop/store"], ProjectNeeds(scan));
        Assert.Equal("golang", scan.Assets.First(a => a.Kind == Kinds.Project).Properties["ecosystem"]);
        Assert.Equal("1.22", scan.Assets.First(a => a.Kind == Kinds.Project).Properties["go"]);
    }

    [Fact]
    public void A_go_mod_without_a_module_is_reported() =>
        Assert.Contains("go.mod", Assert.Single(_checkout.With("go.mod", "go 1.22\n").Scan().Troubles()), StringComparison.Ordinal);

    [Fact]
    public void Python_projects_are_named_by_the_first_file_that_says_so()
    {
        var scan = _checkout
            .With("a/pyproject.toml", "[project]\nname = \"shop-a\"\nversion = \"1.2\"\nrequires-python = \">=3.11\"\n").With("a/setup.py", "from setuptools import setup\nsetup()\n")
            .With("b/pyproject.toml", "[tool.black]\nline-length = 100\n").With("b/setup.cfg", "[metadata]\nname = shop-b\nversion = attr: shop.__version__\n[options]\nname = wrong\n")
            .With("c/setup.py", "from setuptools import setup\nsetup(\n    name='shop-c', version=\"3\",\n)\n")
            .With("d/Pipfile", "[packages]\nrequests = \"*\"\n")
            .With("e/setup.py", "print('name=\"not a project\"')\n").Scan();
        Assert.Equal(["shop-a", "shop-b", "shop-c", "d"], scan.Names(Kinds.Project));
        Assert.Equal(["1.2", "3"], scan.Assets.Where(a => a.Kind == Kinds.Project).Select(a => a.Properties.GetValueOrDefault("version")).OfType<string>());
        Assert.Equal("urn:cortex:project:git.example.org/acme/shop:a/pyproject.toml", scan.Urns(Kinds.Project)[0]);
    }

    [Fact]
    public void Python_projects_need_those_of_their_workspace_and_of_their_paths()
    {
        var scan = _checkout
            .With("pyproject.toml", "[project]\nname = \"root\"\n[tool.uv.workspace]\nmembers = [\"libs/*\"]\nexclude = [\"libs/old\"]\n[tool.uv.sources]\nshop-store = { workspace = true }\n")
            .With("libs/store/pyproject.toml", "[project]\nname = \"Shop.Store\"\n[tool.uv.sources]\nlog = { path = \"../old\" }\n")
            .With("libs/old/pyproject.toml", "[tool.poetry]\nname = \"old\"\n[tool.poetry.group.dev.dependencies]\nkit = { path = \"../../kit\", develop = true }\n")
            .With("kit/pyproject.toml", "[tool.poetry]\nname = \"kit\"\n").Scan();
        Assert.Equal(["Shop.Store > old", "old > kit", "root > Shop.Store"], ProjectNeeds(scan));
        Assert.Equal(["root > Shop.Store"], Members(scan, "root"));
    }

    [Fact]
    public void Cargo_packages_need_paths_and_what_the_workspace_gives_a_path()
    {
        var scan = _checkout
            .With("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n[workspace.dependencies]\ncore = { path = \"crates/core\" }\nserde = \"1\"\n")
            .With("crates/core/Cargo.toml", "[package]\nname = \"core\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
            .With("crates/app/Cargo.toml", "[package]\nname = \"app\"\n[dependencies]\ncore.workspace = true\nserde.workspace = true\n[target.'cfg(unix)'.dev-dependencies]\ntesting = { path = \"../testing\" }\n")
            .With("crates/testing/Cargo.toml", "[package]\nname = \"testing\"\n").Scan();
        Assert.Equal(["app", "core", "shop", "testing"], scan.Names(Kinds.Project).Order(StringComparer.Ordinal));
        Assert.Equal(["app > core", "app > testing"], ProjectNeeds(scan));
        Assert.Equal(["shop > app", "shop > core", "shop > testing"], Members(scan, "shop"));
    }

    [Fact]
    public void Maven_modules_know_their_coordinates_parents_and_needs()
    {
        const string Parent = "<parent><groupId>org.acme</groupId><artifactId>shop</artifactId><version>2.0</version></parent>";
        var scan = _checkout
            .With("pom.xml", "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><groupId>org.acme</groupId><artifactId>shop</artifactId><version>2.0</version><packaging>pom</packaging><modules><module>api</module><module>store/pom.xml</module></modules></project>")
            .With("api/pom.xml", $"<project>{Parent}<artifactId>api</artifactId><dependencies><dependency><groupId>${{project.groupId}}</groupId><artifactId>store</artifactId></dependency><dependency><groupId>junit</groupId><artifactId>junit</artifactId></dependency></dependencies></project>")
            .With("store/pom.xml", $"<project>{Parent}<artifactId>store</artifactId></project>")
            .With("api/src/test/java/org/acme/ApiTest.java", "class ApiTest {}").Scan();
        Assert.Equal(["api > shop", "api > store", "store > shop"], ProjectNeeds(scan));
        Assert.Equal(["shop > api", "shop > store"], Members(scan, "shop"));
        Assert.Equal("2.0", scan.Assets.Single(a => a is { Kind: Kinds.Project, Name: "api" }).Properties["version"]);
        Assert.Equal("junit4", scan.One(Kinds.TestSuite).Properties["framework"]);
    }

    [Fact]
    public void Gradle_projects_are_what_the_settings_include()
    {
        var scan = _checkout
            .With("settings.gradle.kts", "rootProject.name = \"shop\"\n// include(\":gone\")\ninclude(\n  \":api\",\n  \":core:data-model\")\ninclude(\":moved\")\nproject(\":moved\").projectDir = file(\"elsewhere/moved\")\n")
            .With("build.gradle.kts", "plugins { kotlin(\"jvm\") }\n")
            .With("api/build.gradle.kts", "dependencies {\n  implementation(project(\":moved\"))\n  implementation(projects.core.dataModel)\n  testImplementation(\"org.junit.jupiter:junit-jupiter:5.10.0\")\n}\n")
            .With("core/data-model/data-model.gradle", "version = '1.1'\n")
            .With("elsewhere/moved/build.gradle", "").Scan();
        Assert.Equal(["api", "data-model", "moved", "shop"], scan.Names(Kinds.Project).Order(StringComparer.Ordinal));
        Assert.Equal(["api > data-model", "api > moved"], ProjectNeeds(scan));
        Assert.Equal(["shop > api", "shop > data-model", "shop > moved"], Members(scan, "shop"));
    }

    [Fact]
    public void Composer_gem_mix_and_pub_projects_need_their_paths()
    {
        var scan = _checkout
            .With("php/composer.json", """{ "name": "acme/site", "require": { "acme/kit": "*", "acme/far": "*" }, "repositories": [ { "type": "path", "url": "../php-*" } ] }""")
            .With("php-kit/composer.json", """{ "name": "acme/kit" }""").With("far/composer.json", """{ "name": "acme/far" }""")
            .With("ruby/Gemfile", "source 'https://rubygems.org'\ngem 'kit', path: '../gems/kit'\n# gem 'far', path: '../far'\n")
            .With("gems/kit/kit.gemspec", "Gem::Specification.new do |s|\n  s.name = 'shop-kit'\n  s.version = '0.3'\nend\n").With("gems/kit/Gemfile", "gemspec\n")
            .With("ex/mix.exs", "defmodule Ex.MixProject do\n  def project, do: [apps_path: \"apps\"]\nend\n")
            .With("ex/apps/web/mix.exs", "def project do\n [app: :web, version: \"1.0.0\"]\nend\ndef deps, do: [{:store, in_umbrella: true}, {:jason, \"~> 1.4\"}]\n")
            .With("ex/apps/store/mix.exs", "[app: :store]\n")
            .With("dart/app/pubspec.yaml", "name: app\nversion: 1.0.0\ndependencies:\n  kit: { path: ../kit }\n  http: ^1.0.0\n").With("dart/kit/pubspec.yaml", "name: dart_kit\n").Scan();
        Assert.Equal(
            ["acme/site > acme/kit", "app > dart_kit", "ruby > shop-kit", "web > store"], ProjectNeeds(scan));
        Assert.Equal(["ex > store", "ex > web"], Members(scan, "ex"));
        Assert.Equal(
            ["composer", "composer", "composer", "gem", "gem", "hex", "hex", "hex", "pub", "pub"],
            scan.Assets.Where(a => a.Kind == Kinds.Project).Select(a => a.Properties["ecosystem"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Npm_projects_need_files_links_and_the_members_that_pnpm_lists()
    {
        var scan = _checkout
            .With("package.json", """{ "name": "root" }""").With("pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n")
            .With("apps/web/package.json", """{ "name": "web", "dependencies": { "ui": "workspace:*", "kit": "file:../../kit" } }""")
            .With("apps/ui/package.json", """{ "name": "ui" }""").With("kit/package.json", """{ "name": "kit" }""").Scan();
        Assert.Equal(["web > kit", "web > ui"], ProjectNeeds(scan));
        Assert.Equal(["root > ui", "root > web"], Members(scan, "root"));
    }

    [Theory]
    [InlineData("Cargo.toml", "[package]\nname = \"a\"\nversion = \n")]
    [InlineData("pyproject.toml", "[project]\nname = \"a\"\nversion = \n")]
    [InlineData("pubspec.yaml", "name: a\nx:\n  - [\n")]
    [InlineData("composer.json", "{ \"name\":\n oops }")]
    [InlineData("pom.xml", "<project>\n<artifactId>a</project>")]
    public void A_broken_manifest_is_no_project_and_reported_once(string path, string text)
    {
        var scan = _checkout.With(path, text).Scan();
        Assert.Empty(scan.Urns(Kinds.Project));
        Assert.Equal("unreadable-manifest", Assert.Single(scan.Findings).Rule);
    }

    [Fact]
    public void Projects_in_a_circle_are_no_trouble()
    {
        var scan = _checkout
            .With("a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nb = { path = \"../b\" }\na = { path = \".\" }\n")
            .With("b/Cargo.toml", "[package]\nname = \"b\"\n[dependencies]\na = { path = \"../a\" }\nout = { path = \"../../../etc\" }\n").Scan();
        Assert.Equal(["a > b", "b > a"], ProjectNeeds(scan));
        Assert.Empty(scan.Troubles());
    }

    [Theory]
    [InlineData("[[[[")]
    [InlineData("[{a: ")]
    [InlineData("{a=")]
    public void Nesting_without_end_is_a_finding(string unit)
    {
        var deep = string.Concat(Enumerable.Repeat(unit, 50_000));
        var scan = _checkout.With("Cargo.toml", "x = " + deep).With("pubspec.yaml", "x: " + deep).With("composer.json", "{\"x\": " + deep).Scan();
        Assert.Empty(scan.Urns(Kinds.Project));
        Assert.Equal(3, scan.Findings.Count);
    }

    private static IEnumerable<string> ProjectNeeds(Cortex.Inventory.Discovery.TargetScan scan) => Between(scan, Kinds.DependsOn);

    private static IEnumerable<string> Members(Cortex.Inventory.Discovery.TargetScan scan, string root) =>
        Between(scan, Kinds.Contains).Where(e => e.StartsWith(root + " > ", StringComparison.Ordinal));

    private static IEnumerable<string> Between(Cortex.Inventory.Discovery.TargetScan scan, string kind)
    {
        var projects = scan.Assets.Where(a => a.Kind == Kinds.Project).ToDictionary(a => a.Urn, a => a.Name);
        return scan.Relations.Where((Relation r) => r.Kind == kind && projects.ContainsKey(r.From) && projects.ContainsKey(r.To))
            .Select(r => $"{projects[r.From]} > {projects[r.To]}").Order(StringComparer.Ordinal);
    }
}
