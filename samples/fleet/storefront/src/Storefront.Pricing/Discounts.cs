namespace Storefront.Pricing;

public static class Discounts
{
    /// <summary>Five of a kind cost 10 % less, twenty 20 %.</summary>
    public static decimal ForQuantity(decimal price, int count) => count switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(count)),
        < 5 => price * count,
        < 20 => price * count * 0.9m,
        _ => price * count * 0.8m,
    };
}
