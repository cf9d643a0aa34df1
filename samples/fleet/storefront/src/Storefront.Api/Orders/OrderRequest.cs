namespace Storefront.Api.Orders;

public sealed record OrderRequest(string Customer, bool ClubMember, Dictionary<string, int> Lines);
