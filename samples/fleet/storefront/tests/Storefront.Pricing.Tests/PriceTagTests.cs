namespace Storefront.Pricing.Tests;

public class PriceTagTests
{
    [Fact]
    public void A_product_s_name_is_text_and_never_markup() =>
        Assert.StartsWith("<span class=\"price\">rug &lt;large&gt; 129", PriceTag.Html("rug <large>", 129m));
}
