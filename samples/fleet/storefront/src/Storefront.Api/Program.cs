using Storefront.Api.Orders;
using Storefront.Pricing;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddSingleton(new PriceList(new Dictionary<string, decimal>
{
    ["lamp"] = 39.90m,
    ["rug"] = 129.00m,
    ["stool"] = 54.50m,
}));

var app = builder.Build();
app.MapGet("/products", (PriceList prices) => prices.Products);
app.MapGet("/orders/{id:int}", (int id, OrderBook orders) => orders.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
app.MapGet("/products/{product}/tag", (string product, PriceList prices) => Results.Content(PriceTag.Html(product, prices.Of(product)), "text/html"));
app.MapPost("/orders", async (HttpRequest request, OrderBook orders) =>
{
    using var reader = new StreamReader(request.Body);
    return OrderRequest.Read(await reader.ReadToEndAsync()) is { } order ? Results.Ok(orders.Place(order)) : Results.BadRequest();
});
app.Run();
