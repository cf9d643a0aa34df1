namespace Cortex.Packages.Tests;

public class DependencyPathTests
{
    [Fact]
    public void A_direct_package_stands_alone() => Assert.Equal(["a"], To("a", Package("a", direct: true), Package("b", direct: true)));

    [Fact]
    public void The_shortest_chain_starts_with_what_the_repository_asks_for() => Assert.Equal(
        ["d", "a"],
        To("a", Package("a", "b", "d"), Package("b", "c"), Package("c", direct: true), Package("d", direct: true)));

    [Fact]
    public void A_circle_that_nothing_enters_ends() => Assert.Equal(["a"], To("a", Package("a", "b"), Package("b", "a")));

    [Fact]
    public void An_asker_that_the_file_does_not_list_is_passed_over() => Assert.Equal(["a"], To("a", Package("a", "gone")));

    private static IReadOnlyList<string> To(string purl, params PackageOccurrence[] file) =>
        DependencyPath.To(file.Single(p => p.Purl == purl), file);

    private static PackageOccurrence Package(string purl, params string[] requiredBy) => Package(purl, false, requiredBy);

    private static PackageOccurrence Package(string purl, bool direct, params string[] requiredBy) => new()
    {
        Purl = purl,
        Ecosystem = "npm",
        Name = purl,
        Path = "f",
        Direct = direct,
        Scope = "runtime",
        RequiredBy = requiredBy.Length == 0 ? null : requiredBy,
    };
}
