using System.CommandLine;

namespace Cortex.Cli.Commanding;

/// <summary>A command of <c>cortex</c>. Its help shows its examples.</summary>
internal abstract class CortexCommand : Command
{
    protected CortexCommand(string name, string description, params string[] examples) : base(name, description)
    {
        Examples = examples;
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>Null for a command that only groups others.</summary>
    public virtual JsonOption? Json => Options.OfType<JsonOption>().FirstOrDefault();

    /// <summary>Returns one of <see cref="ExitCodes"/>.</summary>
    public abstract Task<int> ExecuteAsync(Invocation call, CancellationToken stop);
}
