using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs.Following;

/// <summary>Where a followed run is shown: redrawn in place, or line by line.</summary>
internal interface IRunView
{
    /// <summary>Runs the body while the view is open.</summary>
    Task<RunDetails> ShowAsync(Func<Task<RunDetails>> body);

    void Update(RunDetails run);

    /// <summary>Something about this command, not about the run.</summary>
    void Note(string text);
}
