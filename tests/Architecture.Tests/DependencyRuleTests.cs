using System.Xml.Linq;

namespace Cortex.Architecture.Tests;

/// <summary>Who may reference whom, by project file. A project that is not listed here fails.</summary>
public sealed class DependencyRuleTests
{
    private static readonly string[] _shared = ["Contracts", "Hosting", "Messaging", "Sagas", "Workers", "Workspaces", "Packages", "Documents", "Secrets", "Models"];
    private static readonly string[] _services = ["Coordinator", "Security", "Development", "Inventory", "CiCd", "Testing", "Monitoring"];

    private static readonly Dictionary<string, string[]> _allowed = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Hosting"] = ["Contracts"],
        ["Messaging"] = ["Contracts", "Hosting"],
        ["Sagas"] = ["Contracts", "Hosting", "Messaging"],
        ["Workers"] = ["Contracts", "Hosting", "Messaging", "Workspaces", "Secrets"],
        ["Workspaces"] = ["Contracts", "Hosting"],
        ["Packages"] = ["Contracts", "Hosting"],
        ["Documents"] = ["Contracts", "Hosting"],
        ["Secrets"] = ["Contracts", "Documents"],
        ["Models"] = ["Contracts", "Hosting"],
        ["Cli"] = [.. _shared, .. _services],
    };

    public static TheoryData<string> Projects()
    {
        var data = new TheoryData<string>();
        foreach (var folder in (string[])["shared", "services", "clients"])
            foreach (var project in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                data.Add(Path.GetRelativePath(RepositoryRoot.Path, project));
        return data;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_rule_allows(string project)
    {
        var name = Name(project);
        var allowed = _services.Contains(name) ? _shared : _allowed.GetValueOrDefault(name);
        Assert.True(allowed is not null, $"{project} is not in the dependency rule: add it to the design and to this test.");

        var forbidden = References(project).Except(allowed).ToList();
        Assert.True(forbidden.Count == 0, $"{project} may not reference {string.Join(", ", forbidden)}.");
    }

    [Fact]
    public void Contracts_reference_no_package_at_all() =>
        Assert.Empty(XDocument.Load(Path.Combine(RepositoryRoot.Path, "shared", "Contracts", "Cortex.Contracts.csproj")).Descendants("PackageReference"));

    [Fact]
    public void Every_service_of_the_seven_has_a_project() =>
        Assert.Equal(_services.Order(), Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "services"), "*.csproj", SearchOption.AllDirectories).Select(Name).Order());

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project)["Cortex.".Length..];

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(RepositoryRoot.Path, project)).Descendants("ProjectReference").Select(reference => Name(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
