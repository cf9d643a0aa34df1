using Cortex.Messaging.Stores;

namespace Cortex.Messaging.Tests.Stores;

public sealed class StoreClockTests
{
    private static readonly DateTimeOffset Database = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly StoreClock clock = new();

    [Fact]
    public void Before_the_database_has_said_its_time_it_is_the_machines()
    {
        Assert.Null(clock.AheadOfMachine);
        Assert.InRange((clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_machine_that_is_years_behind_goes_by_the_database()
    {
        Assert.Equal(Database, clock.Follow(Database));
        Assert.InRange(clock.GetUtcNow(), Database, Database.AddMinutes(1));
    }

    [Fact]
    public void An_answer_that_came_late_does_not_set_it_back()
    {
        clock.Follow(Database);
        Assert.True(clock.Follow(Database.AddMilliseconds(-200)) >= Database);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_database_whose_clock_was_set_is_followed(int seconds)
    {
        clock.Follow(Database);
        Assert.Equal(Database.AddSeconds(seconds), clock.Follow(Database.AddSeconds(seconds)));
    }
}
