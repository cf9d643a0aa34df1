using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Tests.Proposals;

public sealed class ChangeSeriesTests : IDisposable
{
    private static readonly string Lines = string.Join('\n', Enumerable.Range(1, 30).Select(i => $"line {i}")) + "\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Changes_far_apart_stand_alone()
    {
        var placed = await PlaceAsync(("one", "a.txt", With(3)), ("two", "a.txt", With(20)), ("three", "b.txt", "new"));

        Assert.All(placed, p => Assert.Equal((null, 0), (p.RebasedOn, p.ConflictsWith.Count)));
    }

    [Fact]
    public async Task A_change_beside_an_earlier_one_is_rebased_on_it_and_its_patch_applies_after_it()
    {
        var repository = _sandbox.Repository("app", ("a.txt", Lines));
        var target = await _sandbox.ResolveAsync(repository.Folder);
        var made = await _sandbox.MakeAsync(target, ("one", "a.txt", With(10)), ("two", "a.txt", With(12)));
        var series = new ChangeSeries(_sandbox.Git, _sandbox.Mirrors, target);

        var first = await series.PlaceAsync(made[0].Branch, made[0].Tip!, default);
        var second = await series.PlaceAsync(made[1].Branch, made[1].Tip!, default);

        Assert.Equal(made[0].Branch, second.RebasedOn);
        Assert.Equal(["a.txt"], second.Files);
        await _sandbox.Commits.PushAsync(target, second.Branch, default);
        Assert.Equal($"{second.Tip}\n{first.Tip}", repository.Run("log", "--format=%H", $"{target.Commit}..{second.Branch}"));
        Assert.Equal("Cortex: Change two", repository.Run("log", "-1", "--format=%an: %s", second.Branch));
        var one = await _sandbox.Patches.WriteAsync(WorkerChanges.Run, target, first.Branch, target.Commit, first.Tip, "patches", default);
        var two = await _sandbox.Patches.WriteAsync(WorkerChanges.Run, target, second.Branch, second.Tip + "^", second.Tip, "patches", default);
        foreach (var patch in (string[])[one, two])
            repository.Run("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "am", "--quiet", Path.Combine(_sandbox.Data.RunFolder(WorkerChanges.Run), patch));
        Assert.Equal(Lines.Replace("line 10\n", "changed 10\n", StringComparison.Ordinal).Replace("line 12\n", "changed 12\n", StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(repository.Folder, "a.txt")));
    }

    [Fact]
    public async Task Placing_again_gives_the_same_commit()
    {
        var target = await _sandbox.ResolveAsync(_sandbox.Repository("app", ("a.txt", Lines)).Folder);
        var made = await _sandbox.MakeAsync(target, ("one", "a.txt", With(10)), ("two", "a.txt", With(12)));
        var tips = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var series = new ChangeSeries(_sandbox.Git, _sandbox.Mirrors, target);
            await series.PlaceAsync(made[0].Branch, made[0].Tip!, default);
            tips.Add((await series.PlaceAsync(made[1].Branch, made[1].Tip!, default)).Tip);
        }

        Assert.NotEqual(made[1].Tip, tips[0]);
        Assert.Equal(tips[0], tips[1]);
    }

    [Theory]
    [InlineData("changed 10 otherwise")]
    [InlineData("")]
    public async Task A_change_of_the_same_lines_is_left_as_it_is_and_named(string otherwise)
    {
        var placed = await PlaceAsync(("one", "a.txt", With(10)), ("two", "a.txt", Lines.Replace("line 10", otherwise, StringComparison.Ordinal)));

        Assert.Null(placed[1].RebasedOn);
        Assert.Equal([placed[0].Branch], placed[1].ConflictsWith);
        Assert.Equal(["a.txt"], placed[1].Files);
    }

    [Fact]
    public async Task A_file_that_one_deletes_and_another_changes_is_a_conflict()
    {
        var placed = await PlaceAsync(("one", "a.txt", null), ("two", "a.txt", With(10)));

        Assert.Equal([placed[0].Branch], placed[1].ConflictsWith);
    }

    private async Task<IReadOnlyList<PlacedChange>> PlaceAsync(params (string, string, string?)[] changes)
    {
        var target = await _sandbox.ResolveAsync(_sandbox.Repository("app", ("a.txt", Lines)).Folder);
        var series = new ChangeSeries(_sandbox.Git, _sandbox.Mirrors, target);
        var placed = new List<PlacedChange>();
        foreach (var made in await _sandbox.MakeAsync(target, changes))
            placed.Add(await series.PlaceAsync(made.Branch, made.Tip!, default));
        return placed;
    }

    private static string With(int line) => Lines.Replace($"line {line}\n", $"changed {line}\n", StringComparison.Ordinal);
}
