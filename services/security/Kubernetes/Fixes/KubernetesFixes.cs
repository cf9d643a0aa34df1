using Cortex.Security.Fixing.Configuration;
using Cortex.Security.Kubernetes.Versions;

namespace Cortex.Security.Kubernetes.Fixes;

/// <summary>
/// Fixes what has exactly one safe answer: a resource of a removed API version whose successor has the same fields and the same defaults. Whatever
/// takes a right away from a container is no such thing, since the container may need it. Only the line that must change does; nothing is written.
/// </summary>
internal static class KubernetesFixes
{
    // By https://kubernetes.io/docs/reference/using-api/deprecation-guide/: those for which it names no notable change.
    private static readonly Dictionary<(string ApiVersion, string Kind), string> SameFields = new()
    {
        [("batch/v1beta1", "CronJob")] = "batch/v1",
        [("coordination.k8s.io/v1beta1", "Lease")] = "coordination.k8s.io/v1",
        [("extensions/v1beta1", "NetworkPolicy")] = "networking.k8s.io/v1",
        [("networking.k8s.io/v1beta1", "IngressClass")] = "networking.k8s.io/v1",
        [("node.k8s.io/v1beta1", "RuntimeClass")] = "node.k8s.io/v1",
        [("rbac.authorization.k8s.io/v1beta1", "ClusterRole")] = "rbac.authorization.k8s.io/v1",
        [("rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding")] = "rbac.authorization.k8s.io/v1",
        [("rbac.authorization.k8s.io/v1beta1", "Role")] = "rbac.authorization.k8s.io/v1",
        [("rbac.authorization.k8s.io/v1beta1", "RoleBinding")] = "rbac.authorization.k8s.io/v1",
        [("scheduling.k8s.io/v1beta1", "PriorityClass")] = "scheduling.k8s.io/v1",
        [("storage.k8s.io/v1beta1", "CSIDriver")] = "storage.k8s.io/v1",
        [("storage.k8s.io/v1beta1", "CSINode")] = "storage.k8s.io/v1",
        [("storage.k8s.io/v1beta1", "StorageClass")] = "storage.k8s.io/v1",
        [("storage.k8s.io/v1beta1", "VolumeAttachment")] = "storage.k8s.io/v1",
    };

    /// <summary>The rules that have one.</summary>
    public static IReadOnlyCollection<string> Rules { get; } = [RemovedApis.Rule];

    /// <param name="text">The whole file.</param>
    /// <param name="rule">What was found.</param>
    /// <param name="line">Where it was found.</param>
    /// <returns>The whole file without it; null when there is no safe answer for it there.</returns>
    public static string? Fix(string text, string rule, int line)
    {
        if (!Rules.Contains(rule, StringComparer.Ordinal) || LineEdit.Of(text) is not { } edit || edit.Line(line) is not { } content || Value(content, "apiVersion") is not { } written)
            return null;
        var version = written.Trim('"', '\'');
        if (KindBeside(edit, line, Indentation(content)) is not { } kind || !SameFields.TryGetValue((version, kind), out var instead))
            return null;
        return edit.Replace((line, content.IndexOf(version, StringComparison.Ordinal)), version, instead);
    }

    /// <summary>The kind that stands in the same mapping: in the same document, at the same indentation, with nothing less indented between.</summary>
    private static string? KindBeside(LineEdit edit, int line, int indentation)
    {
        foreach (var step in (int[])[1, -1])
        {
            for (var at = line + step; edit.Line(at) is { } content; at += step)
            {
                if (content.StartsWith("---", StringComparison.Ordinal) || content.StartsWith("...", StringComparison.Ordinal))
                    break;
                var text = content.TrimStart();
                if (text.Length == 0 || text[0] == '#')
                    continue;
                // A list's dash belongs to the indentation of the mapping that it begins.
                var start = Indentation(content);
                if (start < indentation)
                    break;
                if (start == indentation && Value(content, "kind") is { } kind)
                    return kind.Trim('"', '\'');
                if (content[..start].Contains('-', StringComparison.Ordinal) && start == indentation && step == 1)
                    break;
            }
        }

        return null;
    }

    private static int Indentation(string content) => content.TakeWhile(c => c is ' ' or '-').Count();

    private static string? Value(string content, string key)
    {
        var text = content.TrimStart(' ', '-');
        if (!text.StartsWith(key + ":", StringComparison.Ordinal))
            return null;
        var value = text[(key.Length + 1)..];
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim();
    }
}
