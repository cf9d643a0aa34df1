using System.Text.Encodings.Web;

namespace Storefront.Pricing;

public static class PriceTag
{
    public static string Html(string product, decimal price) =>
        $"<span class=\"price\">{HtmlEncoder.Default.Encode(product)} {price:0.00}</span>";
}
