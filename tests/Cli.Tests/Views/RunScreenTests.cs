using Cortex.Cli.Runs.Following;
using Cortex.Cli.Terminal;
using Cortex.Cli.Tests.Hosts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Orchestrations;
using Spectre.Console;

namespace Cortex.Cli.Tests.Views;

public class RunScreenTests
{
    private static readonly DateTimeOffset Now = RecordedRun.Start.AddSeconds(42);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(60, 20)]
    [InlineData(200, 60)]
    [InlineData(40, 17)]
    public void The_screen_fits_the_terminal(int width, int height)
    {
        foreach (var run in (RunDetails[])[RecordedRun.Executing(), RecordedRun.Finished(RunStatus.Completed, null, RecordedRun.Escalation)])
        {
            var lines = Draw(run, width, height, Glyphs.Unicode);

            Assert.True(lines.Length <= height - 1, $"{lines.Length} lines");
            Assert.All(lines, line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void At_80_by_24_it_says_what_matters()
    {
        var lines = Draw(RecordedRun.Executing(), 80, 24, Glyphs.Unicode);

        Assert.Equal(
            """
            Cortex full-orchestration  run 0f8e2c1a  3 targets  running  0:42

              Phase                               Master        Status            Tokens
            ✓ 0 preflight         0:04/5:00     · coordinator   no work declared       0
            ✓ 1 activation        0:04/10:00    · security      no work declared       0
            ✓ 2 distribution      0:04/15:00    · development   no work declared       0
            ● 3 execution         0:30/20:00    ✓ inventory     ready                  0
            · 4 aggregation           /5:00     · cicd          no work declared       0
            · 5 reporting             /5:00     · testing       no work declared       0
                                                · monitoring    no work declared       0

              Workers 4 of 16 settled, 4 running, 8 waiting
            ● catalog-worker        ██░░░░░░  30 %  0:27  reading src/packages/module-3/pa…
            ● catalog-worker        ███░░░░░  40 %  0:26  reading src/packages/module-4/pa…
            ● catalog-worker        ████░░░░  50 %  0:25  attempt 2: reading src/packages/…
            ● catalog-worker                        0:24  reading src/packages/module-6/pa…
              … and 1 failed, 8 waiting, 3 completed
              Tokens  1,250 of 295,000 used, no model
              Findings 12
              info     Nobody owns this path  samples/webshop src/module-0/Dockerfile:1
              low      Nobody owns this path  samples/webshop src/module-1/Dockerfile:2
              medium   Nobody owns this path  samples/webshop src/module-2/Dockerfile:3
              Ctrl-C cancels the run
            """.Split('\n'),
            lines);
    }

    [Fact]
    public void What_a_target_says_cannot_reach_the_terminal_as_control_characters()
    {
        var output = Render(RecordedRun.Executing(), 200, 40, Glyphs.Unicode, AnsiSupport.No);

        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void A_terminal_without_unicode_gets_plain_signs()
    {
        var output = string.Concat(Draw(RecordedRun.Executing(), 80, 24, Glyphs.Ascii).Where(l => !l.Contains('…')));

        Assert.All(output, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void Colour_is_only_there_when_it_is_wanted()
    {
        Assert.Contains("\u001b[", Render(RecordedRun.Executing(), 80, 24, Glyphs.Unicode, AnsiSupport.Yes));
        Assert.DoesNotContain("\u001b[3", Render(RecordedRun.Executing(), 80, 24, Glyphs.Unicode, AnsiSupport.Yes, ColorSystemSupport.NoColors));
    }

    private static string[] Draw(RunDetails run, int width, int height, Glyphs glyphs) =>
        [.. Render(run, width, height, glyphs, AnsiSupport.No).Split('\n').Select(l => l.TrimEnd())];

    private static string Render(RunDetails run, int width, int height, Glyphs glyphs, AnsiSupport ansi, ColorSystemSupport colors = ColorSystemSupport.Standard)
    {
        using var writer = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = ansi,
            ColorSystem = ansi == AnsiSupport.No ? ColorSystemSupport.NoColors : colors,
            Interactive = InteractionSupport.No,
        });
        terminal.Profile.Width = width;
        var lines = new RunScreen(glyphs).Compose(run, Now, height - 1, new ScreenLine().Add("  Ctrl-C cancels the run"));
        terminal.Write(new ScreenLines(lines));
        return writer.ToString();
    }
}
