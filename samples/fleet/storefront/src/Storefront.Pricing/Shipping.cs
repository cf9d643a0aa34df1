namespace Storefront.Pricing;

public static class Shipping
{
    private const decimal Standard = 6.90m;

    public static decimal For(decimal goods, bool clubMember)
    {
        if (goods <= 0)
            return 0;
        if (goods >= 150)
            return 0;
        return clubMember ? Standard / 2 : Standard;
    }
}
