using System.CommandLine;

namespace Cortex.Cli.Commanding;

/// <summary>A run by its id, or by enough of the id's beginning.</summary>
internal sealed class RunArgument : Argument<string?>
{
    public RunArgument(string without) : base("ID")
    {
        Description = $"Id of the run, or its first characters; without it, {without}.";
        Arity = ArgumentArity.ZeroOrOne;
    }
}
