using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cortex.Cli.Commanding;

/// <summary>The ordinary help, then the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const int Width = 100;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = Width;
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not CortexCommand { Examples.Count: > 0 } command)
            return ExitCodes.Completed;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in command.Examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        return ExitCodes.Completed;
    }
}
