using System.Diagnostics;
using Cortex.Contracts.Catalog;
using Cortex.Contracts.Targets;
using Cortex.Documents.Files;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.History;
using Cortex.Workspaces.Targets;

namespace Cortex.Inventory.Tests;

/// <summary>A folder as a worker gets it checked out; gone after the test.</summary>
public sealed class Checkout : IDisposable
{
    // In memory where that is to be had: the large trees are about reading, not about the disk.
    private static readonly string _parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(_parent, $"cortex-inventory-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}")).FullName;

    private static int _count;

    public Target Target { get; init; } = new() { Name = "shop", Location = "https://git.example.org/acme/shop.git", Commit = "c0ffee", Branch = "main" };

    public Checkout With(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public Checkout Without(string path)
    {
        File.Delete(Path.Combine(Folder, path));
        return this;
    }

    public Checkout WithLink(string path, string target)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.CreateSymbolicLink(file, target);
        return this;
    }

    internal TargetScan Scan(RepositoryHistory? history = null, TreeLimits? limits = null, DateOnly? today = null) =>
        RepositoryScan.Scan(Folder, Target, RepositoryIdentity.Of(Target), history ?? RepositoryHistory.Unknown, limits ?? TreeLimits.Default, today ?? new DateOnly(2026, 1, 1), CancellationToken.None);

    public void Dispose()
    {
        // Unlike the runtime, rm removes names that are not UTF-8.
        using var rm = Process.Start("rm", ["-rf", Folder]);
        rm.WaitForExit();
    }
}

internal static class ScanQuestions
{
    public static IReadOnlyList<string> Urns(this TargetScan scan, string kind) => [.. scan.Assets.Where(a => a.Kind == kind).Select(a => a.Urn)];

    public static IReadOnlyList<string> Names(this TargetScan scan, string kind) => [.. scan.Assets.Where(a => a.Kind == kind).Select(a => a.Name)];

    public static Asset One(this TargetScan scan, string kind) => Assert.Single(scan.Assets, a => a.Kind == kind);

    /// <summary>"from kind to" by names.</summary>
    public static IReadOnlyList<string> Edges(this TargetScan scan, string kind)
    {
        var names = scan.Assets.ToDictionary(a => a.Urn, a => a.Name);
        return [.. scan.Relations.Where(r => r.Kind == kind).Select(r => $"{names[r.From]} > {names[r.To]}").Order(StringComparer.Ordinal)];
    }

    /// <summary>"rule path:line" of the findings.</summary>
    public static IReadOnlyList<string> Troubles(this TargetScan scan) => [.. scan.Findings.Select(f => $"{f.Rule} {f.Path}" + (f.Line is null ? "" : $":{f.Line}"))];
}
