using Storefront.Api.Orders;

namespace Storefront.Api.Tests;

public class OrderRequestTests
{
    [Fact]
    public void An_order_is_read_from_its_json()
    {
        var order = OrderRequest.Read("""{ "customer": "Femke", "clubMember": true, "lines": { "lamp": 2 } }""");
        Assert.NotNull(order);
        Assert.True(order.ClubMember);
        Assert.Equal(2, order.Lines["lamp"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{ "customer": "Femke" """)]
    [InlineData("""{ "customer": "Femke", "lines": {} }""")]
    public void Half_an_order_is_none(string json) => Assert.Null(OrderRequest.Read(json));
}
