using System.Collections.Concurrent;
using Payments.Core;
using Payments.Service;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Provider");
var provider = new Provider(new HttpClient { BaseAddress = new Uri(settings["Address"]!) }, settings["Key"]!);
var tokens = new ServiceTokens(Convert.FromBase64String(builder.Configuration["Tokens:Key"]!));
var payments = new ConcurrentDictionary<string, Payment>(StringComparer.Ordinal);
builder.Services.AddSingleton(VaultAccess.For(builder.Environment.EnvironmentName));

var app = builder.Build();
app.MapPost("/payments", async (Payment payment, HttpRequest request, CancellationToken stop) =>
{
    if (tokens.Check(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)) is null)
        return Results.Unauthorized();
    if (!payments.TryAdd(payment.Id, payment))
        return Results.Conflict();
    await provider.ChargeAsync(payment, stop);
    payments[payment.Id] = payment.Capture();
    return Results.Created($"/payments/{payment.Id}", payments[payment.Id]);
});
app.MapPost("/payments/{id}/refund", (string id) =>
{
    if (!payments.TryGetValue(id, out var payment))
        return Results.NotFound();
    payments[id] = payment.Refund();
    return Results.Ok(payments[id]);
});
app.MapGet("/ledger", () => Results.Text(Ledger.Write(payments.Values), "application/json"));
app.Run();
