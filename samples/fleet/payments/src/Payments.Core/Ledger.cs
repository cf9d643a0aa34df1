using System.Text.Json;

namespace Payments.Core;

/// <summary>The lines that the accountants' system takes.</summary>
public static class Ledger
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(IEnumerable<Payment> payments) => JsonSerializer.Serialize(payments, _options);

    public static IReadOnlyList<Payment> Read(string json) => JsonSerializer.Deserialize<List<Payment>>(json, _options) ?? [];
}
