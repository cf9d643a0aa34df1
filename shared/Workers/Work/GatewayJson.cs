using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Contracts.Api;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Workers.Gateway;

namespace Cortex.Workers.Work;

/// <summary>
/// The protocol's bodies, read and written by generated code: a worker is a short process, and building serializers was a third of
/// its start. What it writes reads as CortexJson's; only the escaping of some characters differs.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<Severity>), typeof(CamelCase<VerificationStatus>)])]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(TokenReservation))]
[JsonSerializable(typeof(TokenSettlement))]
[JsonSerializable(typeof(WorkerResult))]
[JsonSerializable(typeof(StoredArtifact))]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    private sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase) where T : struct, Enum;
}
