using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Tests;

public sealed class TestSuiteTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_DotNet_test_project_is_a_suite_that_tests_what_it_references()
    {
        var scan = _checkout
            .With("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .With("tests/Kit/Kit.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup></Project>")
            .With("tests/Shop.Tests/Shop.Tests.csproj", """
                <Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
                  <PackageReference Include="xunit" Version="2.9.3" />
                  <ProjectReference Include="../../src/Shop/Shop.csproj" /><ProjectReference Include="../Kit/Kit.csproj" />
                </ItemGroup></Project>
                """)
            .With("tests/Shop.Tests/CartTests.cs", "public class CartTests { [Fact] public void Adds() { } }")
            .With("tests/Shop.Tests/Fixture.cs", "public class Fixture { }")
            .With("src/Shop/Cart.cs", "// says [Fact] in words").Scan();
        var suite = Assert.Single(scan.Assets, a => a is { Kind: Kinds.TestSuite, Name: "Shop.Tests" });
        Assert.Equal("urn:cortex:test-suite:git.example.org/acme/shop:tests/Shop.Tests/Shop.Tests.csproj", suite.Urn);
        Assert.Equal("xunit", suite.Properties["framework"]);
        Assert.Equal("1", suite.Properties["files"]);
        Assert.Equal(["Shop > Shop.Tests"], scan.Edges(Kinds.TestedBy));
    }

    [Theory]
    [InlineData("package.json", """{ "name": "x", "scripts": { "test": "vitest run" } }""", "src/a.test.ts", "vitest")]
    [InlineData("package.json", """{ "name": "x", "scripts": { "test": "node --test" } }""", "test/cart-test.js", "node:test")]
    [InlineData("package.json", """{ "name": "x", "devDependencies": { "jest": "29" } }""", "src/__tests__/a.js", "jest")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\n[dependency-groups]\ndev = [\"pytest\"]\n", "tests/test_a.py", "pytest")]
    [InlineData("setup.py", "setup(name='x')", "tests/test_a.py", "unittest")]
    [InlineData("go.mod", "module x\n", "cart/cart_test.go", "go test")]
    [InlineData("build.gradle", "test { useJUnitPlatform() }", "src/test/java/ATest.java", "junit5")]
    [InlineData("x.gemspec", "s.name = 'x'", "spec/a_spec.rb", "rspec")]
    [InlineData("composer.json", """{ "name": "x", "require-dev": { "phpunit/phpunit": "^11" } }""", "tests/ATest.php", "phpunit")]
    [InlineData("mix.exs", "[app: :x]", "test/a_test.exs", "exunit")]
    [InlineData("pubspec.yaml", "name: x\n", "test/a_test.dart", "dart test")]
    public void Test_files_of_a_project_are_its_suite(string manifest, string text, string testFile, string framework)
    {
        var scan = _checkout.With("sub/" + manifest, text).With("sub/" + testFile, "// a test").Scan();
        var suite = scan.One(Kinds.TestSuite);
        Assert.Equal($"urn:cortex:test-suite:git.example.org/acme/shop:sub/{manifest}", suite.Urn);
        Assert.Equal((framework, "1"), (suite.Properties["framework"], suite.Properties["files"]));
        Assert.Equal([$"{scan.One(Kinds.Project).Name} > {suite.Name}"], scan.Edges(Kinds.TestedBy));
    }

    [Fact]
    public void Rust_tests_stand_in_the_sources()
    {
        var scan = _checkout.With("Cargo.toml", "[package]\nname = \"x\"\n").With("src/lib.rs", "#[cfg(test)]\nmod tests {}\n").With("src/main.rs", "fn main() {}\n").Scan();
        Assert.Equal("1", scan.One(Kinds.TestSuite).Properties["files"]);
    }

    [Theory]
    [InlineData("package.json", """{ "name": "x", "scripts": { "test": "echo \"Error: no test specified\" && exit 1" } }""", "src/a.js")]
    [InlineData("package.json", """{ "name": "x", "workspaces": ["a"], "scripts": { "test": "npm test --workspaces" } }""", "src/a.js")]
    [InlineData("go.mod", "module x\n", "latest.go")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\n", "contest.py")]
    public void A_project_without_tests_has_no_suite(string manifest, string text, string file) =>
        Assert.Empty(_checkout.With(manifest, text).With(file, "x").Scan().Urns(Kinds.TestSuite));

    [Fact]
    public void Tests_belong_to_the_nearest_project()
    {
        var scan = _checkout.With("package.json", """{ "name": "root" }""").With("a/package.json", """{ "name": "a" }""").With("a/src/x.spec.ts", "").With("y.test.js", "").Scan();
        Assert.Equal(["a > a tests", "root > root tests"], scan.Edges(Kinds.TestedBy));
    }
}
