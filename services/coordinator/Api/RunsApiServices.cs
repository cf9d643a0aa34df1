using Cortex.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Coordinator.Api;

public static class RunsApiServices
{
    /// <summary>What <see cref="RunsEndpoints.MapRuns"/> needs besides an <see cref="IRuns"/>: streams write JSON as everything else does.</summary>
    public static IServiceCollection AddRunsApi(this IServiceCollection services) =>
        services.AddOpenApi("openapi").ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = CortexJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.Encoder = CortexJson.Options.Encoder;
            foreach (var converter in CortexJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
}
