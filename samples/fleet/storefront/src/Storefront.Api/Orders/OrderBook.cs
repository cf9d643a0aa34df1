using Serilog;
using Storefront.Pricing;

namespace Storefront.Api.Orders;

public sealed class OrderBook(PriceList prices)
{
    private readonly Dictionary<int, Order> _orders = [];

    public Order? Find(int id) => _orders.GetValueOrDefault(id);

    public Order Place(OrderRequest request)
    {
        var goods = 0m;
        foreach (var (product, count) in request.Lines)
            goods += Discounts.ForQuantity(prices.Of(product), count);

        var order = new Order(_orders.Count + 1, request.Customer, goods, Shipping.For(goods, request.ClubMember));
        _orders.Add(order.Id, order);
        Log.Information("order {Id} of {Customer}: {Total}", order.Id, order.Customer, order.Total);
        return order;
    }
}
