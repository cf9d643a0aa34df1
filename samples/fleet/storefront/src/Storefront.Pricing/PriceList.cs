using System.Collections.Generic;
using YamlDotNet.Serialization;

namespace Storefront.Pricing;

public sealed class PriceList(IReadOnlyDictionary<string, decimal> prices)
{
    public IEnumerable<string> Products => prices.Keys;

    public static PriceList FromYaml(string yaml) => new(new DeserializerBuilder().Build().Deserialize<Dictionary<string, decimal>>(yaml));

    public decimal Of(string product) =>
        prices.TryGetValue(product, out var price) ? price : throw new KeyNotFoundException($"there is no product '{product}'");
}
