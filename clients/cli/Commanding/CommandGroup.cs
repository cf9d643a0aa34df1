using System.CommandLine;

namespace Cortex.Cli.Commanding;

/// <summary>A word that commands stand behind: <c>cortex catalog …</c>.</summary>
internal sealed class CommandGroup : Command
{
    public CommandGroup(string name, string description, params CortexCommand[] commands) : base(name, description)
    {
        foreach (var command in commands)
            Add(command);
    }
}
