using Cortex.Cli.Terminal;

namespace Cortex.Cli.Tests.Views;

public class DurationsTests
{
    [Theory]
    [InlineData(-1, "0.0s", "0:00")]
    [InlineData(3.29, "3.2s", "0:03")]
    [InlineData(59.99, "59s", "0:59")]
    [InlineData(185, "3m 05s", "3:05")]
    [InlineData(3720, "1h 02m", "1:02:00")]
    public void Times_read_well_in_sentences_and_columns(double seconds, string words, string clock)
    {
        var time = TimeSpan.FromSeconds(seconds);

        Assert.Equal(words, Durations.Words(time));
        Assert.Equal(clock, Durations.Clock(time));
    }
}
