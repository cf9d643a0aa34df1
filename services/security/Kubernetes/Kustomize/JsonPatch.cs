using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>JSON Patch, RFC 6902: https://www.rfc-editor.org/rfc/rfc6902.</summary>
internal static class JsonPatch
{
    /// <summary>False when an operation has nothing to work on; those before it are kept.</summary>
    public static bool TryApply(YamlValue root, YamlValue operations, out YamlValue changed)
    {
        changed = root;
        foreach (var operation in operations.Items)
        {
            if (Pointer(operation["path"].Words()) is not { } path || Apply(changed, operation, path) is not { } next)
                return false;
            changed = next;
        }

        return true;
    }

    private static YamlValue? Apply(YamlValue root, YamlValue operation, string[] path) => operation["op"].Words() switch
    {
        "add" => operation["value"] is { } value ? Edit(root, path, value, isAdded: true) : null,
        "replace" => operation["value"] is { } value && At(root, path) is not null ? Edit(root, path, value, isAdded: false) : null,
        "remove" => At(root, path) is null ? null : Edit(root, path, null, isAdded: false),
        "copy" => Pointer(operation["from"].Words()) is { } from && At(root, from) is { } value ? Edit(root, path, value, isAdded: true) : null,
        "move" => Pointer(operation["from"].Words()) is { } from && At(root, from) is { } value && Edit(root, from, null, isAdded: false) is { } rest ? Edit(rest, path, value, isAdded: true) : null,
        // A test that fails stops the build; what is checked here is what the build would be without it.
        "test" => root,
        _ => null,
    };

    private static string[]? Pointer(string pointer) => pointer.Length == 0 ? [] : pointer[0] != '/' ? null
        : [.. pointer[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static YamlValue? At(YamlValue? value, string[] path)
    {
        foreach (var part in path)
            value = value is YamlSequence list ? (Index(list, part) is { } i && i < list.Values.Count ? list.Values[i] : null) : value?[part];
        return value;
    }

    private static int? Index(YamlSequence list, string part) =>
        part == "-" ? list.Values.Count : int.TryParse(part, System.Globalization.NumberStyles.None, null, out var index) ? index : null;

    /// <param name="value">The root of the part that is left.</param>
    /// <param name="path">What is left of the path.</param>
    /// <param name="replacement">Null to remove.</param>
    /// <param name="isAdded">Whether an element of a list is put before the one that is there.</param>
    private static YamlValue? Edit(YamlValue value, ReadOnlySpan<string> path, YamlValue? replacement, bool isAdded)
    {
        if (path.IsEmpty)
            return replacement;
        if (value is YamlSequence list)
        {
            if (Index(list, path[0]) is not { } index || index > list.Values.Count)
                return null;
            var values = list.Values.ToList();
            if (path.Length > 1)
            {
                if (index == values.Count || Edit(values[index], path[1..], replacement, isAdded) is not { } inner)
                    return null;
                values[index] = inner;
            }
            else if (replacement is not null && (isAdded || index == values.Count))
            {
                values.Insert(index, replacement);
            }
            else if (index == values.Count)
            {
                return null;
            }
            else if (replacement is null)
            {
                values.RemoveAt(index);
            }
            else
            {
                values[index] = replacement;
            }

            return new YamlSequence(list.Line, values);
        }

        if (value is not YamlMapping mapping)
            return null;
        if (path.Length == 1)
            return replacement is null ? mapping.Without(path[0]) : mapping.With(path[0], replacement);
        return mapping[path[0]] is { } child && Edit(child, path[1..], replacement, isAdded) is { } changed ? mapping.With(path[0], changed) : null;
    }
}
