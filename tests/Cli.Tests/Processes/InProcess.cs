using Cortex.Cli.Commanding;
using Spectre.Console;

namespace Cortex.Cli.Tests.Processes;

/// <summary>A command line executed in the test's own process.</summary>
internal static class InProcess
{
    public static async Task<CortexProcess.Outcome> RunAsync(string[] args, Dictionary<string, string>? variables = null, string input = "", string? folder = null, bool canAsk = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var interrupts = new Interrupts();
        var shell = new Shell
        {
            Out = output,
            Error = error,
            In = new StringReader(input),
            Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No, Ansi = AnsiSupport.No }),
            CanAsk = canAsk,
            Clock = TimeProvider.System,
            Variables = variables ?? new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Path.Combine(Path.GetTempPath(), "cortex-tests-no-home") },
            Folder = folder ?? Environment.CurrentDirectory,
        };
        var exit = await CommandCall.ExecuteAsync(args, shell, interrupts);
        return new CortexProcess.Outcome(exit, output.ToString(), error.ToString());
    }
}
