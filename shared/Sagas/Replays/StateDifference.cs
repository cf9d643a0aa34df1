using System.Text.Json.Nodes;

namespace Cortex.Sagas.Replays;

/// <summary>One value of a state that a message changed.</summary>
/// <param name="Path">JSON pointer.</param>
/// <param name="Before">JSON; null when it was not there.</param>
/// <param name="After">JSON; null when it is gone.</param>
public sealed record StateDifference(string Path, string? Before, string? After)
{
    /// <summary>The differences of two JSON documents in the order of their paths' appearance.</summary>
    public static IReadOnlyList<StateDifference> Between(string before, string after)
    {
        var differences = new List<StateDifference>();
        Compare("", JsonNode.Parse(before), JsonNode.Parse(after), differences);
        return differences;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<StateDifference> differences)
    {
        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
                    Compare($"{path}/{Escape(name)}", left[name], right[name], differences);
                break;
            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                    Compare($"{path}/{i}", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, differences);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    differences.Add(new StateDifference(path, before?.ToJsonString(), after?.ToJsonString()));
                break;
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
