using System.Diagnostics;
using System.Net;
using Cortex.Contracts.Targets;
using Cortex.Workers.Work;
using Cortex.Workspaces.Mirrors;
using Cortex.Workspaces.Running;
using Cortex.Workspaces.Sources;
using Cortex.Workspaces.Targets;

namespace Cortex.Workers.Tests;

/// <summary>Single files of a target, asked for over HTTP.</summary>
public sealed class SourceFilesTests
{
    [Fact]
    public async Task A_worker_gets_the_files_that_it_chooses_and_no_others()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo", targets: [await TargetAsync(harness)]));

        var files = await client.ListFilesAsync(0, default);
        Assert.Equal([("a.txt", 2L), ("b/c.txt", 3L), ("d.txt", 2_000_000L)], files.Select(file => (file.Path, file.Bytes)));
        Assert.Equal(["b/c.txt 3 cc"], await ReadAsync(client, files.Where(file => file.Path == "b/c.txt")));
        Assert.Empty(await ReadAsync(client, []));
    }

    [Fact]
    public async Task A_file_that_the_commit_does_not_have_is_refused()
    {
        await using var harness = await Harness.StartAsync();
        var client = await harness.PlayAsync(harness.Command("test-echo", targets: [await TargetAsync(harness)]));

        var refused = await Assert.ThrowsAsync<GatewayRefusedException>(() => ReadAsync(client, [new SourceEntry(3, "e.txt", 1, SourceEntryKind.File)]));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("The commit has 3 files, counted from 0.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<GatewayRefusedException>(() => client.ListFilesAsync(1, default))).Status);
    }

    [Fact]
    public async Task An_attempt_that_has_a_successor_gets_no_files()
    {
        await using var harness = await Harness.StartAsync();
        var start = harness.Command("test-echo", targets: [await TargetAsync(harness)]);
        var client = await harness.PlayAsync(start);
        var files = await client.ListFilesAsync(0, default);
        await harness.PlayAsync(start with { Attempt = 2 });

        Assert.True((await Assert.ThrowsAsync<GatewayRefusedException>(() => client.ListFilesAsync(0, default))).IsEnd);
        Assert.True((await Assert.ThrowsAsync<GatewayRefusedException>(() => ReadAsync(client, files))).IsEnd);
    }

    [Fact]
    public async Task After_a_broken_connection_only_what_had_not_come_is_asked_for()
    {
        await using var harness = await Harness.StartAsync();
        var token = await harness.RecordAsync(harness.Command("test-echo", targets: [await TargetAsync(harness)]), await harness.SleeperAsync());
        var relay = new TcpRelay(new Uri(harness.Host.Urls.Single()));
        var client = new GatewayClient(WorkerProcess.NewClient(), relay.Address, token, TimeProvider.System) { Patience = TimeSpan.FromSeconds(60) };
        var way = relay.Open();
        var files = await client.ListFilesAsync(0, default);

        var seen = new List<string>();
        var broken = false;
        await client.ReadFilesAsync(0, files, (file, length, content) =>
        {
            seen.Add(file.Path);
            if (file.Path == "d.txt" && !broken)
            {
                broken = true;
                way.Dispose();
                way = relay.Open();
            }
            Assert.Equal(length, Drain(content));
        }, default);
        way.Dispose();

        Assert.Equal(["a.txt", "b/c.txt", "d.txt", "d.txt"], seen);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(GatewayClient client, IEnumerable<SourceEntry> files)
    {
        var read = new List<string>();
        await client.ReadFilesAsync(0, files, (file, length, content) =>
        {
            using var reader = new StreamReader(content);
            read.Add($"{file.Path} {length} {reader.ReadToEnd().Trim()}");
        }, default);
        return read;
    }

    private static long Drain(Stream content)
    {
        var buffer = new byte[10_000];
        var (all, count) = (0L, 0);
        while ((count = content.Read(buffer)) > 0)
            all += count;
        return all;
    }

    private static async Task<Target> TargetAsync(Harness harness)
    {
        var folder = Directory.CreateDirectory(Path.Combine(harness.Data.Root, "repository")).FullName;
        using var shell = Process.Start(new ProcessStartInfo(
            "sh", ["-c", "git init -q && mkdir b && echo a > a.txt && echo cc > b/c.txt && head -c 2000000 /dev/zero > d.txt && git add . && git -c user.name=S -c user.email=s@example.org commit -qm First"])
        { WorkingDirectory = folder, UseShellExecute = false })!;
        await shell.WaitForExitAsync();
        var git = new Git(TimeProvider.System, harness.Data);
        return Assert.Single((await new TargetResolver(git, new Mirror(harness.Data, git)).ResolveAsync(folder, default)).Targets);
    }
}
