using Cortex.Security.Kubernetes.Manifests;
using Cortex.Documents.Yaml;

namespace Cortex.Security.Kubernetes.Network;

/// <summary>Whether a label selector matches: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/.</summary>
internal static class LabelSelector
{
    public static bool Matches(YamlValue? selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Field("matchLabels").Pairs().All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value)
        && selector.Each("matchExpressions").All(expression => Matches(expression, expression["key"].Words(), labels));

    private static bool Matches(YamlValue expression, string key, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(key);
        var isListed = value is not null && expression.Each("values").Any(v => v.Text == value);
        return expression["operator"].Words() switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
