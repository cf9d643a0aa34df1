using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm;

/// <summary>The dependencies of a package.json, as written.</summary>
internal sealed class PackageJson
{
    public const string FileName = "package.json";

    public required IReadOnlyList<PackageJsonDependency> Dependencies { get; init; }

    public bool HasWorkspaces { get; private init; }

    public static PackageJson Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static PackageJson? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private static PackageJson Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var dependencies = new List<PackageJsonDependency>();
        var hasWorkspaces = false;
        json.RequireObject("The file");
        while (json.NextProperty(out var section))
        {
            hasWorkspaces |= section == "workspaces";
            if (ScopeOf(section) is { } scope)
                ReadSection(ref json, scope, dependencies, limits);
            else
                json.Skip();
        }
        json.Finish();
        return new() { Dependencies = dependencies, HasWorkspaces = hasWorkspaces };
    }

    private static void ReadSection(
        ref JsonCursor json, string scope, List<PackageJsonDependency> dependencies, ReadLimits limits)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            if (dependencies.Count == limits.MaxPackages)
                throw new UnreadableException($"The file has more than {limits.MaxPackages} dependencies.", json.PropertyLine);
            dependencies.Add(new(name, json.PropertyLine, scope, json.TextOrSkip()));
        }
    }

    private static string? ScopeOf(string section) => section switch
    {
        "dependencies" => PackageScope.Runtime,
        "devDependencies" => PackageScope.Development,
        "optionalDependencies" => PackageScope.Optional,
        "peerDependencies" => PackageScope.Peer,
        _ => null,
    };
}

/// <param name="Name">The key, which may be an alias.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Scope">From the section it stands in.</param>
/// <param name="Wanted">The right side; null when it is no text.</param>
internal sealed record PackageJsonDependency(string Name, int Line, string Scope, string? Wanted);
