namespace Storefront.Pricing.Tests;

public class DiscountsTests
{
    [Theory]
    [InlineData(1, 10.00)]
    [InlineData(4, 40.00)]
    [InlineData(5, 45.00)]
    [InlineData(20, 160.00)]
    public void Many_of_a_kind_cost_less(int count, decimal total) => Assert.Equal(total, Discounts.ForQuantity(10m, count));
}
