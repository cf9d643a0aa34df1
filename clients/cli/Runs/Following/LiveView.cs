using Cortex.Cli.Terminal;
using Cortex.Contracts.Api;
using Spectre.Console;

namespace Cortex.Cli.Runs.Following;

/// <summary>The screen of a run, redrawn in place.</summary>
internal sealed class LiveView(IAnsiConsole terminal, TimeProvider clock, string hint) : IRunView
{
    private readonly RunScreen screen = new(Glyphs.For(terminal));
    private readonly Lock drawing = new();
    private LiveDisplayContext? context;
    private RunDetails? last;
    private string footer = hint;

    public Task<RunDetails> ShowAsync(Func<Task<RunDetails>> body)
    {
        var display = terminal.Live(new ScreenLines([new ScreenLine().Add("starting …", Styles.Dim)]));
        display.Overflow = VerticalOverflow.Crop;
        return display.StartAsync(async live =>
        {
            context = live;
            try
            {
                return await body();
            }
            finally
            {
                context = null;
            }
        });
    }

    public void Update(RunDetails run)
    {
        lock (drawing)
        {
            last = run;
            Draw();
        }
    }

    public void Note(string text)
    {
        lock (drawing)
        {
            footer = text;
            Draw();
        }
    }

    private void Draw()
    {
        if (last is null)
            context?.UpdateTarget(new ScreenLines([new ScreenLine().Add(footer, Styles.Dim)]));
        else
            context?.UpdateTarget(new ScreenLines(screen.Compose(last, clock.GetUtcNow(), terminal.Profile.Height - 1, new ScreenLine().Add(footer, Styles.Dim))));
    }
}
