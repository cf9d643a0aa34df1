using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Pods;

/// <param name="Body">The container.</param>
/// <param name="List">The pod's field in which it stands: "initContainers".</param>
/// <param name="Index">Its place there.</param>
internal sealed record Container(YamlValue Body, string List, int Index)
{
    public YamlValue? Security { get; } = Body.Field("securityContext");

    public string Name { get; } = Body["name"].Words();

    /// <summary>"container app".</summary>
    public string Part => $"container {(Name.Length > 0 ? Shown.Of(Name) : $"{List}[{Index}]")}";

    public bool IsInit => List == "initContainers";

    public bool IsEphemeral => List == "ephemeralContainers";

    /// <summary>The value of a field of the security context, or the nearest that is there in its place.</summary>
    public YamlValue Nearest(params ReadOnlySpan<string> path)
    {
        var nearest = Body;
        var value = (YamlValue?)Body;
        foreach (var key in path)
        {
            value = value.Field(key);
            if (value is null)
                break;
            nearest = value;
        }

        return nearest;
    }
}
