using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Ignores;

public sealed class IgnoreTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private void Write(string config)
    {
        _checkout.With(".cortex/config.yaml", config)
            .With("package.json", """{ "name": "kept" }""")
            .With("tests/a/data/package.json", """{ "name": "data", "dependencies": { "left-pad": "1.0.0" } }""")
            .With("tests/a/data/deep/broken.yaml", "apiVersion: v1\nkind: [\n").With("tests/a/code/package.json", """{ "name": "code" }""");
    }

    [Fact]
    public void Ignored_folders_are_left_out_and_counted()
    {
        Write("ignore:\n  - path: tests/**/data\n    reason: Input of tests\n    until: 2026-12-31\nmasters: { testing: off }\n");
        var scan = _checkout.Scan(today: new DateOnly(2026, 12, 31));
        Assert.Equal(["kept", "code"], scan.Names(Kinds.Project));
        Assert.Empty(scan.Urns(Kinds.Package));
        Assert.Empty(scan.Troubles());
        Assert.Equal(("2", "3"), (scan.One(Kinds.Repository).Properties["ignoredFiles"], scan.One(Kinds.Repository).Properties["files"]));
    }

    [Fact]
    public void An_entry_past_its_day_is_not_heeded_and_reported()
    {
        Write("ignore:\n  - { path: tests/**/data, reason: Input of tests, until: 2026-12-31 }\n");
        var scan = _checkout.Scan(today: new DateOnly(2027, 1, 1));
        Assert.Contains("data", scan.Names(Kinds.Project));
        Assert.Contains("expired-ignore .cortex/config.yaml:2", scan.Troubles());
        Assert.False(scan.One(Kinds.Repository).Properties.ContainsKey("ignoredFiles"));
    }

    [Theory]
    [InlineData("ignore:\n  - path: tests\n", 2)]
    [InlineData("ignore:\n  - { reason: x }\n", 2)]
    [InlineData("ignore:\n  - path: tests\n    reason: x\n    until: tomorrow\n", 4)]
    [InlineData("ignore:\n  - tests\n", 2)]
    public void An_entry_without_path_reason_or_with_no_date_is_not_heeded_and_reported(string config, int line)
    {
        Write(config);
        var scan = _checkout.Scan();
        Assert.Contains("code", scan.Names(Kinds.Project));
        Assert.Contains($"unreadable-ignore .cortex/config.yaml:{line}", scan.Troubles());
    }

    [Fact]
    public void A_broken_config_is_reported_and_ignores_nothing()
    {
        Write("ignore: [\n");
        Assert.Contains("unreadable-yaml .cortex/config.yaml:1", _checkout.Scan().Troubles());
    }

    [Fact]
    public void A_config_behind_a_link_is_not_heeded()
    {
        using var outside = new Checkout().With("config.yaml", "ignore:\n  - { path: '**', reason: hide all }\n");
        var scan = _checkout.WithLink(".cortex", outside.Folder).With("package.json", """{ "name": "seen" }""").Scan();
        Assert.Equal(["seen"], scan.Names(Kinds.Project));
    }

    [Theory]
    [InlineData("samples/fleet/", "samples/fleet/a/package.json", true)]
    [InlineData("/samples/*/data", "samples/x/data/package.json", true)]
    [InlineData("samples/*/data", "samples/x/y/data/package.json", false)]
    [InlineData("**/*.lock.json", "a/b/packages.lock.json", true)]
    [InlineData("samples", "other/samples/package.json", false)]
    [InlineData("package.json", "package.json", true)]
    public void Paths_are_patterns_of_folders_and_files(string pattern, string path, bool ignored)
    {
        var scan = _checkout.With(".cortex/config.yaml", $"ignore:\n  - {{ path: \"{pattern}\", reason: x }}\n").With(path, """{ "name": "x" }""").Scan();
        Assert.Equal(ignored ? "1" : null, scan.One(Kinds.Repository).Properties.GetValueOrDefault("ignoredFiles"));
    }
}
