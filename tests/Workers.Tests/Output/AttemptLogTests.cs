using Cortex.Contracts.Workers;
using Cortex.Workers.Attempts;
using Cortex.Workers.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Workers.Tests.Output;

/// <summary>Real processes whose output has to be kept without what is secret in it.</summary>
public sealed class AttemptLogTests
{
    [Fact]
    public async Task What_a_worker_prints_is_stored_without_its_secrets()
    {
        const string passed = "hunter of the seven seas";
        Environment.SetEnvironmentVariable("CORTEX_TEST_PASSED", passed);
        var key = string.Join('\n', MadeUp.KeyLines.Select(line => $"printf '#12 0.3 {line[..5]}'; sleep 0.3; printf '{line[5..]}\\n'"));

        var (output, errors, lost) = await RunAsync($"""
            read token
            echo begin; echo "my token is $token"
            printf 'key \033[1m{MadeUp.AwsKey[..9]}\033[0m{MadeUp.AwsKey[9..]} is mine\n'
            echo '#12 0.3 {MadeUp.KeyBegin}'
            {key}
            echo '#12 0.3 {MadeUp.KeyEnd}'
            printf 'zero \000 and \377\376 bytes\n'
            echo "passed on: $CORTEX_TEST_PASSED."
            head -c 5000000 /dev/zero | tr '\0' x; echo; echo after the long line
            echo "{MadeUp.AwsKey} was refused" >&2
            printf 'half a li'; exit 3
            """);

        foreach (var secret in (string[])[MadeUp.AwsKey, passed, "\x1b", "\0", .. MadeUp.KeyLines])
            Assert.DoesNotContain(secret, output + errors + lost.Evidence, StringComparison.Ordinal);
        Assert.Contains("begin\nmy token is [redacted]\nkey [redacted] is mine\n", output, StringComparison.Ordinal);
        Assert.Contains($"{MadeUp.KeyBegin}\n#12 0.3 [redacted]\n", output, StringComparison.Ordinal);
        Assert.Contains("zero  and \uFFFD\uFFFD bytes\npassed on: [redacted].\nxxxx", output, StringComparison.Ordinal);
        Assert.InRange(output.Length, 256 * 1024, 258 * 1024);
        Assert.EndsWith("left out]\nafter the long line\nhalf a li", output, StringComparison.Ordinal);
        Assert.Equal("[redacted] was refused\n", errors);
        Assert.Equal("It ended with exit code 3. Last words: [redacted] was refused", lost.Evidence);
    }

    [Fact]
    public async Task A_log_can_be_followed_while_its_worker_runs()
    {
        await using var harness = await StartAsync("echo ready for work; read token; cat >/dev/null");
        var start = harness.Command("test-echo");
        await harness.SendAsync(start);

        await PrintedAsync(harness, start, "ready for work\n");

        await harness.SendAsync(harness.Stop(start));
        await harness.ExpectAsync<AttemptStopped>();
    }

    [Fact]
    public async Task What_a_child_prints_after_its_worker_has_ended_does_not_hold_its_end_up()
    {
        var (output, _, lost) = await RunAsync("read token; setsid sleep 600 & echo last words; exit 4");

        Assert.Equal("last words\n", output);
        Assert.Contains("exit code 4", lost.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_about_to_end_is_waited_for_before_its_run_is_said_to_have_left_nothing()
    {
        await using var harness = await StartAsync("read token; echo begun; sleep 1; echo ended by itself; exit 5");
        var start = harness.Command("test-echo");
        await harness.SendAsync(start);
        await PrintedAsync(harness, start, "begun\n");

        var left = await harness.Host.Services.GetRequiredService<ILauncher>().SweepAsync(new HashSet<AttemptKey> { new(start.WorkerId, start.Attempt) }, default);

        Assert.Equal(0, left);
        Assert.Equal("begun\nended by itself\n", Log(harness, start, "out"));
    }

    private static async Task PrintedAsync(Harness harness, StartWorker start, string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Log(harness, start, "out") != text)
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private static async Task<(string Output, string Errors, AttemptLost Lost)> RunAsync(string script)
    {
        await using var harness = await StartAsync(script);
        var start = harness.Command("test-echo");
        await harness.SendAsync(start);
        var lost = await harness.ExpectAsync<AttemptLost>();
        return (Log(harness, start, "out"), Log(harness, start, "err"), lost);
    }

    private static Task<Harness> StartAsync(string script) => Harness.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Workers:Launching:Command:0"] = "/bin/sh",
        ["Workers:Launching:Command:1"] = "-c",
        ["Workers:Launching:Command:2"] = script,
        ["Workers:Launching:PassEnvironment:0"] = "CORTEX_TEST_PASSED",
    });

    private static string Log(Harness harness, StartWorker start, string stream)
    {
        var path = Path.Combine(harness.Data.Logs, "attempts", $"{start.WorkerId:D}-{start.Attempt}.{stream}");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
