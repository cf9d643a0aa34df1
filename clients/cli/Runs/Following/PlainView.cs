using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Runs.Following;

/// <summary>One line per transition: elapsed time, then what happened.</summary>
internal sealed class PlainView(TextWriter output, TimeProvider clock) : IRunView
{
    private RunDetails? last;

    public Task<RunDetails> ShowAsync(Func<Task<RunDetails>> body) => body();

    public void Update(RunDetails run)
    {
        foreach (var (at, text) in RunTransitions.Between(last, run, clock.GetUtcNow()))
            Write(run, at, text);
        output.Flush();
        last = run;
    }

    public void Note(string text)
    {
        if (last is null)
            output.WriteLine(text);
        else
            Write(last, clock.GetUtcNow(), text);
        output.Flush();
    }

    private void Write(RunDetails run, DateTimeOffset at, string text) =>
        output.WriteLine($"{Durations.Words(at - run.Run.StartedAt),8}  {text}");
}
