using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contracts;
using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Tests.Reports;

/// <summary>A report in which every text that is no word of a closed list is hostile.</summary>
internal static class HostileReport
{
    private static readonly string[] ClosedLists = ["schema", "status", "severity", "startedAt", "finishedAt", "until"];

    public static Report Of(Report report, string hostile)
    {
        var json = JsonSerializer.SerializeToNode(report, CortexJson.Options)!;
        Replace(json, hostile);
        return json.Deserialize<Report>(CortexJson.Options)!;
    }

    private static void Replace(JsonNode? node, string hostile)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i]?.GetValueKind() == JsonValueKind.String)
                    array[i] = hostile;
                else
                    Replace(array[i], hostile);
            }
        }
        else if (node is JsonObject json)
        {
            foreach (var (name, value) in json.ToList())
            {
                if (value?.GetValueKind() == JsonValueKind.String && !ClosedLists.Contains(name))
                    json[name] = hostile;
                else
                    Replace(value, hostile);
            }
        }
    }
}
