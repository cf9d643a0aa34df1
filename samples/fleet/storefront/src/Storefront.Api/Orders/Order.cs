namespace Storefront.Api.Orders;

public sealed record Order(int Id, string Customer, decimal Goods, decimal Shipping)
{
    public decimal Total => Goods + Shipping;
}
