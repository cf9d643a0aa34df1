using System.Diagnostics;
using System.Text.Json;
using Cortex.Contracts;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Targets;
using Cortex.Contracts.Workers;
using Cortex.Security.Advisories.Stored;
using Cortex.Security.Scanning;
using Cortex.Security.Scanning.Parts;

namespace Cortex.Security.Tests.Scanning.Shared;

/// <summary>Workers that share a repository, against one that has it checked out: word for word the same findings.</summary>
public sealed class SharedScanTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-shared-").FullName;
    private readonly string repository;
    private AdvisoryStore store = null!;

    public SharedScanTests() => repository = Directory.CreateDirectory(Path.Combine(folder, "app")).FullName;

    public async Task InitializeAsync()
    {
        store = AdvisoryStore.Open(Path.Combine(folder, "advisories.db"), TimeProvider.System);
        var records = new[] { ("npm", "abacus"), ("npm", "till"), ("PyPI", "leftpad") }.Select((package, i) => $$"""
            {"id":"GHSA-{{i}}","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2024-{{i}}"],"summary":"It counts wrongly.",
             "affected":[{"package":{"ecosystem":"{{package.Item1}}","name":"{{package.Item2}}"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0.1"}]}]}]}
            """);
        foreach (var (record, i) in records.Select((record, i) => (record, i)))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i}.json"), record);
            await store.ImportAsync(Path.Combine(folder, $"{i}.json"), $"test {i}", null, CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        using var removal = Process.Start(new ProcessStartInfo("sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", folder]) { UseShellExecute = false })!;
        await removal.WaitForExitAsync();
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 4)]
    [InlineData(8, 5)]
    public async Task Several_workers_find_together_word_for_word_what_one_finds_alone(int count, uint seed)
    {
        await SharedRepository.CreateAsync(repository, seed);
        var (alone, _) = await ScanAsync(0, 1);
        Assert.All(["secret", "vulnerability", "misconfiguration", "unreadable-input"], kind => Assert.Contains(alone.Findings, finding => finding.Kind == kind));
        Assert.NotEmpty(alone.Suppressed);
        Assert.NotEmpty(alone.HandOffs);

        Assert.Equal(Text([alone]), Text(await SharedAsync(count)));
    }

    [Fact]
    public async Task What_one_part_has_of_the_code_counts_for_the_packages_that_another_looks_at()
    {
        await SharedRepository.CreateAsync(repository, seed: 6);
        var together = (await SharedAsync(3)).SelectMany(part => part.Findings).ToList();
        Assert.Equal("yes", together.Single(finding => finding.Package == "pkg:npm/abacus@2.0.0").Imported);
        Assert.Equal("deps/extra.py", together.Single(finding => finding.Package == "pkg:pypi/leftpad@1.0").Path);
    }

    [Fact]
    public async Task A_part_that_is_not_the_first_fetches_its_share_only()
    {
        await SharedRepository.CreateAsync(repository, seed: 7);
        var contexts = new List<SourceContext>();
        for (var index = 0; index < 3; index++)
            contexts.Add((await ScanAsync(index, 3)).Context);
        Assert.All(contexts, context => Assert.False(context.CheckedOut));
        var both = contexts[1].Fetched.Intersect(contexts[2].Fetched, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal([".cortex/config.yaml", "circle", "good.env", "outside.env", "real/.gitattributes", "web/package.json", "yarn.lock"], both);
        Assert.All([1, 2], index => Assert.True(contexts[index].Fetched.Count > 7, $"Part {index} fetched only {string.Join(", ", contexts[index].Fetched)}."));
        Assert.All([1, 2], index => Assert.DoesNotContain("logo.png", contexts[index].Fetched));
    }

    [Fact]
    public async Task The_history_is_searched_once()
    {
        await SharedRepository.CreateAsync(repository, seed: 8);
        File.Delete(Path.Combine(repository, "hidden.env"));
        await SharedRepository.GitAsync(repository, "add", "hidden.env");
        await SharedRepository.CommitAsync(repository);
        var (alone, _) = await ScanAsync(0, 1, history: true);
        Assert.Contains(alone.Findings, finding => finding.Kind == FindingKinds.Secret && finding.Path == "hidden.env");

        Assert.Equal(Text([alone]), Text(await SharedAsync(3, history: true)));
    }

    [Fact]
    public async Task Names_that_are_not_UTF_8_are_reported_as_alone()
    {
        await SharedRepository.CreateAsync(repository, seed: 9);
        using (var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf x > \"$(printf 'caf\\351.env')\"; mkdir \"$(printf 'd\\377')\"; printf y > \"$(printf 'd\\377/package-lock.json')\""]) { WorkingDirectory = repository, UseShellExecute = false })!)
            await shell.WaitForExitAsync();
        await SharedRepository.GitAsync(repository, "add", "--all");
        await SharedRepository.CommitAsync(repository);
        var (alone, _) = await ScanAsync(0, 1);
        Assert.Contains(alone.Findings, finding => finding.Rule == "name-not-utf8");

        Assert.Equal(Text([alone]), Text(await SharedAsync(3)));
    }

    private async Task<IReadOnlyList<WorkerResult>> SharedAsync(int count, bool history = false)
    {
        var parts = new List<WorkerResult>();
        for (var index = 0; index < count; index++)
            parts.Add((await ScanAsync(index, count, history)).Result);
        return parts;
    }

    private async Task<(WorkerResult Result, SourceContext Context)> ScanAsync(int index, int count, bool history = false)
    {
        var target = new Target { Name = "app", Location = repository, Commit = await SharedRepository.GitAsync(repository, "rev-parse", "HEAD"), Branch = "main" };
        var context = new SourceContext(folder, target, store);
        var result = await new ScanWorker(TimeProvider.System).RunAsync(
            new()
            {
                OrchestrationId = Guid.Empty,
                WorkerId = Guid.Empty,
                Attempt = 1,
                Type = ScanWorker.WorkerType,
                Master = ServiceNames.Security,
                Targets = [target],
                Deadline = DateTimeOffset.MaxValue,
                HeartbeatSeconds = 1,
                LeaseTokens = 0,
                Input = JsonSerializer.Serialize(
                    new ScanInput { History = history, Parts = new Dictionary<string, ScanPart>(StringComparer.Ordinal) { ["app"] = new() { Index = index, Count = count } } }, CortexJson.Options),
            },
            context,
            CancellationToken.None);
        Assert.True(result.Complete);
        return (result, context);
    }

    /// <summary>All that the workers say, as their master takes it: each finding once.</summary>
    private static string Text(IReadOnlyList<WorkerResult> parts) => string.Join('\n', new[]
    {
        parts.SelectMany(part => part.Findings).DistinctBy(finding => finding.Key, StringComparer.Ordinal).Select(finding => JsonSerializer.Serialize(finding, CortexJson.Options)),
        parts.SelectMany(part => part.Suppressed).DistinctBy(passed => passed.Finding.Key, StringComparer.Ordinal).Select(passed => JsonSerializer.Serialize(passed, CortexJson.Options)),
        parts.SelectMany(part => part.HandOffs).Select(handOff => JsonSerializer.Serialize(handOff, CortexJson.Options)),
    }.SelectMany(lines => lines.Order(StringComparer.Ordinal)));
}
