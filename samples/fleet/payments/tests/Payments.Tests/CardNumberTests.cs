using Payments.Core;

namespace Payments.Tests;

public class CardNumberTests
{
    [Theory]
    [InlineData("4242 4242 4242 4242", true)]
    [InlineData("4242 4242 4242 4241", false)]
    public void A_card_s_last_digit_checks_the_others(string number, bool plausible) => Assert.Equal(plausible, CardNumber.IsPlausible(number));
}
