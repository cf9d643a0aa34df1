using System.Text.RegularExpressions;

namespace Cortex.Inventory.Discovery.Observability;

/// <summary>The names of jobs, services and workloads that a PromQL or LogQL query selects: equality, or a choice of plain words.</summary>
internal static partial class QueryNames
{
    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal)
    {
        "job", "service", "app", "app_kubernetes_io_name", "label_app", "service_name", "deployment", "statefulset", "daemonset", "cronjob", "workload", "container", "container_name",
    };

    public static IEnumerable<string> In(string query)
    {
        foreach (Match matcher in Matcher().Matches(query))
        {
            if (!Labels.Contains(matcher.Groups["label"].Value))
                continue;
            foreach (var name in matcher.Groups["operator"].Value == "=" ? [matcher.Groups["value"].Value] : matcher.Groups["value"].Value.Split('|'))
            {
                if (PlainName().IsMatch(name))
                    yield return name;
            }
        }
    }

    [GeneratedRegex("""(?<label>[A-Za-z_]\w*)\s*(?<operator>=~?)\s*(?<quote>["'`])(?<value>[^"'`\n]*)\k<quote>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]*$", RegexOptions.None, 1000)]
    private static partial Regex PlainName();
}
