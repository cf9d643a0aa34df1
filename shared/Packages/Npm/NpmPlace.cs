namespace Cortex.Packages.Npm;

/// <summary>A folder or an installed package, in which further packages are installed and which looks for them upwards.</summary>
internal sealed class NpmPlace
{
    private const string Modules = "node_modules";
    private const int MaxDepth = 128;

    private readonly NpmPlace? above;
    private readonly int depth;
    private Dictionary<string, NpmPlace>? folders;
    private Dictionary<string, NpmPlace>? modules;

    public NpmPlace()
    {
    }

    private NpmPlace(NpmPlace above)
    {
        this.above = above;
        depth = above.depth + 1;
    }

    public NpmLockEntry? Entry { get; set; }

    /// <summary>The place of a package installed here; null when it would be nested too deep to be true.</summary>
    public NpmPlace? Module(string name) => Below(ref modules, name);

    /// <summary>The place of "packages/a/node_modules/b"; null when it is nested too deep to be true.</summary>
    public NpmPlace? At(string path)
    {
        var parts = path.Split('/', 2 * MaxDepth);
        NpmPlace? place = this;
        for (var at = 0; at < parts.Length && place is not null && path.Length > 0; at++)
        {
            if (parts[at] != Modules || at + 1 == parts.Length)
                place = place.Below(ref place.folders, parts[at]);
            else if (parts[++at].StartsWith('@') && at + 1 < parts.Length)
                place = place.Module($"{parts[at]}/{parts[++at]}");
            else
                place = place.Module(parts[at]);
        }
        return place;
    }

    /// <summary>What a package here gets when it asks for that name.</summary>
    public NpmLockEntry? Resolve(string name)
    {
        for (var place = this; place is not null; place = place.above)
        {
            if (place.modules?.GetValueOrDefault(name)?.Entry is { } entry)
                return entry;
        }
        return null;
    }

    private NpmPlace? Below(ref Dictionary<string, NpmPlace>? places, string name)
    {
        places ??= new(StringComparer.Ordinal);
        if (places.TryGetValue(name, out var known))
            return known;
        return depth == MaxDepth ? null : places[name] = new(this);
    }
}
