using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Cortex.Contracts.Workers;
using Cortex.Workers.Gateway;

namespace Cortex.Workers.Work;

/// <summary>The protocol's bodies without reflection: a worker is a short process, and building serializers was a third of its start.</summary>
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(TokenReservation))]
[JsonSerializable(typeof(TokenSettlement))]
[JsonSerializable(typeof(WorkerResult))]
[JsonSerializable(typeof(StoredArtifact))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    public static GatewayJson Shared { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = CortexJson.Options.Encoder,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });
}
