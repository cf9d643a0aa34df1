using Newtonsoft.Json;

namespace Storefront.Api.Orders;

public sealed record OrderRequest(string Customer, bool ClubMember, Dictionary<string, int> Lines)
{
    /// <summary>Null for what is no order: the tills send half of one when they lose the network.</summary>
    public static OrderRequest? Read(string json)
    {
        try
        {
            return JsonConvert.DeserializeObject<OrderRequest>(json) is { Lines.Count: > 0 } order ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
