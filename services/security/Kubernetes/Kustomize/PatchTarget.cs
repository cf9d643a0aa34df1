using System.Text.RegularExpressions;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>Which resources a patch is for. Names are regular expressions that have to match whole.</summary>
internal sealed class PatchTarget
{
    private readonly Func<string, bool> _kind;
    private readonly Func<string, bool> _name;
    private readonly Func<string, bool> _namespace;
    private readonly Func<string, bool> _group;
    private readonly Func<string, bool> _version;
    private readonly YamlValue _target;

    public PatchTarget(YamlValue target)
    {
        _target = target;
        _kind = Expression(target["kind"]);
        _name = Expression(target["name"]);
        _namespace = Expression(target["namespace"]);
        _group = Expression(target["group"]);
        _version = Expression(target["version"]);
    }

    public bool Matches(Resource resource) =>
        _kind(resource.Kind)
        && (_name(resource.Name) || (resource.Renamed is { } renamed && _name(renamed)))
        && _namespace(resource.Namespace ?? "")
        && _group(resource.Group)
        && _version(resource.ApiVersion[(resource.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..])
        && Selects(_target["labelSelector"].Words(), resource.Body.Field("metadata", "labels"))
        && Selects(_target["annotationSelector"].Words(), resource.Body.Field("metadata", "annotations"));

    private static Func<string, bool> Expression(YamlValue? value)
    {
        var pattern = value.Words();
        if (pattern.Length == 0)
            return _ => true;
        if (pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return text => text == pattern;
        try
        {
            var regex = new Regex($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return regex.IsMatch;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return text => text == pattern;
        }
    }

    /// <summary>The equality part of selectors: "app=web,tier!=cache,team".</summary>
    private static bool Selects(string selector, YamlValue? labels) => selector.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(term =>
    {
        if (term.IndexOf("!=", StringComparison.Ordinal) is > 0 and var not)
            return labels.Field(term[..not].Trim()).Words() != term[(not + 2)..].Trim();
        var equals = term.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? labels.Field(term) is not null
            : labels.Field(term[..equals].Trim()).Words() == term[(equals + 1)..].TrimStart('=').Trim();
    });
}
