using System.CommandLine;
using System.CommandLine.Invocation;
using Cortex.Cli.Commanding;

namespace Cortex.Cli;

/// <summary>From words to an exit code: parses, executes, and turns every failure into one clear line.</summary>
internal static class CommandCall
{
    public static async Task<int> ExecuteAsync(IReadOnlyList<string> args, Shell shell, Interrupts interrupts)
    {
        var root = CommandTree.Build();
        var parsed = root.Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            // Help, version and completion answer by themselves.
            if (parsed.Action is CommandLineAction and not ParseErrorAction)
                return await parsed.InvokeAsync(new InvocationConfiguration { Output = shell.Out, Error = shell.Error, ProcessTerminationTimeout = null });
            if (parsed.Errors.Count > 0 || UsageErrors.Of(parsed).Count > 0)
                return Refuse(parsed, shell);
            return parsed.CommandResult.Command is CortexCommand command
                ? await command.ExecuteAsync(new Invocation(command, parsed, shell, interrupts), interrupts.First)
                : Refuse(parsed, shell);
        }
        catch (Exception e)
        {
            return Tell(FailureText.Of(e), e, shell);
        }
    }

    private static int Refuse(ParseResult parsed, Shell shell)
    {
        var errors = UsageErrors.Of(parsed);
        foreach (var error in errors.Count > 0 ? errors : [$"'{UsageErrors.Path(parsed)}' needs a command"])
            shell.Error.WriteLine($"error: {error}");
        shell.Error.WriteLine($"'{UsageErrors.Path(parsed)} --help' shows how.");
        return ExitCodes.Usage;
    }

    private static int Tell(CommandFailure failure, Exception e, Shell shell)
    {
        shell.Error.WriteLine($"error: {failure.Message}");
        if (failure.Advice is not null)
            shell.Error.WriteLine(failure.Advice);
        if (shell.Debug)
            shell.Error.WriteLine(e);
        return failure.ExitCode;
    }
}
