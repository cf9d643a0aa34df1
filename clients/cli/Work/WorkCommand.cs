using System.CommandLine;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Work;

/// <summary>For the help only: <see cref="WorkMode"/> answers before the command line is parsed.</summary>
internal sealed class WorkCommand : CortexCommand
{
    public WorkCommand() : base(
        "work",
        "Be one attempt of a worker. Masters start these; they are no use by hand.",
        "cortex work catalog-worker")
    {
        Add(new Argument<string>("TYPE") { Description = "Worker type." });
        Add(new JsonOption());
    }

    public override Task<int> ExecuteAsync(Invocation call, CancellationToken stop) =>
        throw CommandFailure.Usage("a worker type is missing", "Masters start workers; they are no use by hand.");
}
