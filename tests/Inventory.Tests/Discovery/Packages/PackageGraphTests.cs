using Cortex.Documents.Files;
using Cortex.Documents.Ignores;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.History;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Packages;
using Cortex.Inventory.Discovery.Projects;
using Cortex.Packages;

namespace Cortex.Inventory.Tests.Discovery.Packages;

/// <summary>Who asks for whom, as a lockfile tells it.</summary>
public sealed class PackageGraphTests : IDisposable
{
    private readonly Checkout _checkout = new Checkout().With("package.json", """{ "name": "web" }""");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_transitive_package_hangs_on_those_that_ask_for_it_and_a_direct_one_on_the_project_as_well() => Assert.Equal(
        ["debug > ms", "express > debug", "express > send", "send > ms", "web > debug", "web > express"],
        Edges(Direct("express"), Direct("debug", "express"), Needed("send", "express"), Needed("ms", "debug", "send")));

    [Fact]
    public void A_transitive_package_that_nobody_is_known_to_ask_for_hangs_on_the_project() =>
        Assert.Equal(["web > left", "web > over"], Edges(Needed("left"), Needed("over", "one-that-the-file-does-not-have")));

    [Fact]
    public void Packages_that_only_ask_for_each_other_are_reached_from_the_project_by_one_of_them() =>
        Assert.Equal(["egg > hen", "hen > egg", "web > egg"], Edges(Needed("egg", "hen"), Needed("hen", "egg")));

    [Fact]
    public void A_package_does_not_depend_on_itself() => Assert.Equal(["web > self"], Edges(Needed("self", "self")));

    [Fact]
    public void Files_do_not_lend_each_other_their_askers() => Assert.Equal(
        ["express > ms", "web > express", "web > ms"],
        Edges(Direct("express"), Needed("ms", "express"), Needed("ms", "express") with { Path = "yarn.lock" }));

    private static PackageOccurrence Direct(string name, params string[] askers) => Needed(name, askers) with { Direct = true };

    private static PackageOccurrence Needed(string name, params string[] askers) => new()
    {
        Purl = Purl(name),
        Ecosystem = "npm",
        Name = name,
        Version = "1.0.0",
        Path = "package-lock.json",
        Direct = false,
        Scope = "runtime",
        RequiredBy = askers.Length == 0 ? null : [.. askers.Select(Purl)],
    };

    private static string Purl(string name) => $"pkg:npm/{name}@1.0.0";

    private IReadOnlyList<string> Edges(params PackageOccurrence[] packages)
    {
        var record = new ScanRecord("shop", "shop", TreeLimits.Default);
        var tree = SourceTree.Walk(_checkout.Folder, RepositoryHistory.Unknown.Links, IgnoreRules.None, TreeLimits.Default, record, default);
        var projects = new ProjectPlaces();
        NodeProjects.Discover(tree, record, projects);
        PackageDiscovery.Discover(tree, new() { Packages = packages, Unreadable = [] }, projects, record);
        return record.ToScan().Edges(Kinds.DependsOn);
    }
}
