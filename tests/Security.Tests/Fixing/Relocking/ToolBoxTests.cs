using System.Diagnostics;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Tests.Fixing.Relocking;

public sealed class ToolBoxTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cortex-tools-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_command_that_hangs_is_ended_with_all_it_started()
    {
        var marker = $"5{Environment.ProcessId}.25";
        var result = await RunAsync(TimeSpan.FromSeconds(1), "sh", "-c", $"sleep {marker} & sleep {marker}");
        Assert.Null(result.ExitCode);
        Assert.Equal("did not end within 1 seconds and was ended", result.Ended);
        await GoneAsync($"sleep\0{marker}");
    }

    [Fact]
    public async Task What_a_command_leaves_running_is_ended_and_not_waited_for()
    {
        var marker = $"6{Environment.ProcessId}.25";
        var result = await RunAsync(TimeSpan.FromSeconds(60), "sh", "-c", $"sleep {marker} & echo done");
        Assert.True(result.Succeeded);
        Assert.Contains("done", result.Output, StringComparison.Ordinal);
        Assert.True(result.Duration < TimeSpan.FromSeconds(30), $"It took {result.Duration}.");
        await GoneAsync($"sleep\0{marker}");
    }

    [Fact]
    public async Task A_command_that_kills_its_group_kills_nobody_else()
    {
        var result = await RunAsync(TimeSpan.FromSeconds(60), "sh", "-c", "kill -9 0");
        Assert.Equal("was killed (signal 9)", result.Ended);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_answer() =>
        Assert.False((await RunAsync(TimeSpan.FromSeconds(60), "no-such-program-here")).Succeeded);

    [Fact]
    public async Task What_a_tool_prints_is_kept_without_secrets_even_one_printed_in_two_pieces()
    {
        var (first, second) = (string.Concat("gh", "p_", "16C7e42F292c6912"), "E7710c838347Ae178B4a");
        var result = await RunAsync(TimeSpan.FromSeconds(60), "sh", "-c", $"printf 'TOKEN={first}'; sleep 0.3; printf '{second}\n'; echo 'password: Tr0ub4dor-7xQ9' >&2; echo ok");
        Assert.Contains("TOKEN=[redacted]", result.Output, StringComparison.Ordinal);
        Assert.Contains("ok", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(second, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Tr0ub4dor", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_sees_no_variable_that_it_does_not_need()
    {
        Environment.SetEnvironmentVariable("CORTEX_TEST_SECRET", "hidden");
        var output = (await RunAsync(TimeSpan.FromSeconds(60), "env")).Output;
        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
        Assert.Contains($"HOME={folder}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_output_is_cut_in_the_middle()
    {
        var result = await RunAsync(TimeSpan.FromSeconds(60), "sh", "-c", "echo first; yes 2>/dev/null | head -n 2000000; echo last");
        Assert.StartsWith("first\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("last\n", result.Output.TrimEnd('\n') + "\n", StringComparison.Ordinal);
        Assert.True(result.Output.Length < 2 * 1024 * 1024);
        Assert.Contains("lines are left out", result.Output, StringComparison.Ordinal);
    }

    private Task<ToolResult> RunAsync(TimeSpan limit, params string[] words) =>
        new ToolBox(ToolEnvironment.Create(folder, new()), folder, TimeProvider.System).RunAsync(new(words, ""), limit, CancellationToken.None);

    /// <summary>A killed process is gone once the kernel has come to it.</summary>
    private static async Task GoneAsync(string commandLine)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 200 && Running(commandLine).Count > 0; tries++)
            await timer.WaitForNextTickAsync();
        Assert.Empty(Running(commandLine));
    }

    private static List<int> Running(string commandLine) =>
        [.. Process.GetProcesses().Where(process => CommandLine(process.Id).Contains(commandLine, StringComparison.Ordinal)).Select(process => process.Id)];

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
