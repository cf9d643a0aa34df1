using System.Diagnostics;
using System.Text;
using Cortex.Contracts.Targets;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.Files;
using Cortex.Inventory.Discovery.History;

namespace Cortex.Inventory.Tests.Discovery;

/// <summary>What is in samples/fleet, by kind: the approved file was checked by hand against the folders.</summary>
public sealed class SampleFleetTests
{
    private static readonly string _root = Root();

    [Fact]
    public void The_catalogue_of_the_fleet_is_the_approved_one()
    {
        var scans = Fleet().ToList();
        Assert.Empty(scans.SelectMany(s => s.Troubles()));
        var text = new StringBuilder();
        foreach (var kind in scans.SelectMany(s => s.Assets).GroupBy(a => a.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var urns = kind.Select(a => a.Urn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            text.AppendLine($"{kind.Key} {urns.Count}").AppendJoin('\n', urns.Select(u => "  " + u)).AppendLine();
        }

        Approved("fleet.approved.txt", text.ToString());
    }

    [Fact]
    public void The_relations_of_the_fleet_are_the_approved_ones()
    {
        static string Short(string urn) => urn["urn:cortex:".Length..];
        var lines = Fleet().SelectMany(s => s.Relations)
            .Where(r => !r.To.StartsWith("urn:cortex:package:pkg:npm/", StringComparison.Ordinal))
            .Select(r => $"{Short(r.From)} {r.Kind} {Short(r.To)}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Approved("fleet-relations.approved.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Scanning_the_fleet_again_gives_the_same() =>
        Assert.Equal(Fleet().SelectMany(s => s.Assets.Select(a => $"{a.Urn} {a.Path}:{a.Line}")), Fleet().SelectMany(s => s.Assets.Select(a => $"{a.Urn} {a.Path}:{a.Line}")));

    private static void Approved(string name, string actual)
    {
        var approved = Path.Combine(_root, "tests", "Inventory.Tests", "Discovery", name);
        if (Environment.GetEnvironmentVariable("CORTEX_APPROVE") is "1")
            File.WriteAllText(approved, actual);
        Assert.Equal(File.ReadAllText(approved), actual);
    }

    private static IEnumerable<TargetScan> Fleet()
    {
        foreach (var name in Directory.EnumerateDirectories(Path.Combine(_root, "samples", "fleet")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal))
        {
            using var checkout = new Checkout { Target = new Target { Name = name, Location = "/data/samples/" + name, Commit = "c", Branch = "main" } };
            foreach (var file in Tracked($"samples/fleet/{name}"))
                checkout.With(file, File.ReadAllText(Path.Combine(_root, "samples", "fleet", name, file)));
            yield return checkout.Scan(new RepositoryHistory { Authors = [new("Mirko Brandt", "mirko@harbourpine.example", 3)] }, TreeLimits.Default);
        }
    }

    /// <summary>Without what a build in the folder may have left there.</summary>
    private static IEnumerable<string> Tracked(string folder)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Path.Combine(_root, folder),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        return git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cortex.Services.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
