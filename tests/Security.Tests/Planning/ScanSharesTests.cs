using Cortex.Contracts.Targets;
using Cortex.Security.Planning;
using Cortex.Security.Scanning.Parts;
using Cortex.Workspaces.Sources;

namespace Cortex.Security.Tests.Planning;

public sealed class ScanSharesTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void Repositories_are_dealt_out_by_size() =>
        Assert.Equal(["large", "a b c"], Names(ScanShares.Deal([Target("a", 9), Target("large", 30), Target("b", 8), Target("c", 7)], 2)));

    [Fact]
    public void A_repository_that_is_larger_than_a_fair_share_is_looked_at_in_parts()
    {
        var shares = ScanShares.Deal([Target("monolith", 90), Target("small", 1)], 3);
        Assert.Equal(3, shares.Count);
        Assert.Equal([0, 1, 2], shares.SelectMany(share => share).Where(part => part.Target.Name == "monolith").Select(part => part.Index).Order());
        Assert.All(shares.SelectMany(share => share).Where(part => part.Target.Name == "monolith"), part => Assert.Equal(3, part.Count));
        Assert.Single(shares.SelectMany(share => share), part => part.Target.Name == "small");
    }

    [Fact]
    public void A_repository_that_is_quickly_looked_at_is_not_split() =>
        Assert.Equal(["small"], Names(ScanShares.Deal([Target("small", 31)], 3)));

    [Fact]
    public void A_repository_of_unknown_size_is_not_split() =>
        Assert.Equal(["unknown"], Names(ScanShares.Deal([new Target { Name = "unknown", Location = "/unknown", Commit = "c" }], 3)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_file_belongs_to_exactly_one_part(int count)
    {
        var files = Enumerable.Range(0, 100).Select(i => new SourceEntry(i, $"f{i}.ts", i * i, SourceEntryKind.File)).ToList();
        var dealt = Parts(count).Select(part => part.FilesOf(files)).ToList();
        Assert.Equal(files.Select(f => f.Path).Order(StringComparer.Ordinal), dealt.SelectMany(mine => mine).Order(StringComparer.Ordinal));
        var loads = dealt.Skip(1).Select(mine => files.Where(f => mine.Contains(f.Path)).Sum(f => f.Bytes)).ToList();
        Assert.True(count == 1 || loads.Max() - loads.Min() <= files.Max(f => f.Bytes), $"The parts are uneven: {string.Join(", ", loads)}.");
    }

    [Fact]
    public void The_part_that_looks_at_the_whole_repository_gets_fewer_files_of_its_own()
    {
        var files = Enumerable.Range(0, 100).Select(i => new SourceEntry(i, $"deploy/{i}.yaml", 100_000, SourceEntryKind.File)).ToList();
        Assert.Equal([0, 50, 50], Parts(3).Select(part => part.FilesOf(files).Count));
        Assert.Equal([true, false, false], Parts(3).Select(part => part.IsFirst));
    }

    private static IEnumerable<ScanPart> Parts(int count) => Enumerable.Range(0, count).Select(index => new ScanPart { Index = index, Count = count });

    private static IEnumerable<string> Names(IReadOnlyList<IReadOnlyList<TargetPart>> shares) =>
        shares.Select(share => string.Join(' ', share.Select(part => part.Target.Name)));

    private static Target Target(string name, long megabytes) => new() { Name = name, Location = "/" + name, Commit = "c", Bytes = megabytes * Megabyte };
}
