using System.Text.Json;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Bun;

internal sealed class BunLockParser(ReadLimits limits)
{
    private readonly Dictionary<string, BunPackage> packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BunWorkspace> workspaces = new(StringComparer.Ordinal);
    private readonly List<(int Line, string Reason)> broken = [];

    public static BunLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct, relaxed: true);
        return new BunLockParser(limits).Parse(ref json);
    }

    private BunLock Parse(ref JsonCursor json)
    {
        json.RequireObject("The file");
        while (json.NextProperty(out var section))
        {
            var entered = false;
            switch (section)
            {
                case "workspaces":
                    while (json.NextPropertyIfObject(ref entered, out var folder))
                        workspaces[folder] = ReadWorkspace(ref json);
                    break;
                case "packages":
                    while (json.NextPropertyIfObject(ref entered, out var place))
                        ReadPackage(ref json, place);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        json.Finish();
        return new() { Packages = packages, Workspaces = workspaces, Broken = broken };
    }

    private static BunWorkspace ReadWorkspace(ref JsonCursor json)
    {
        var name = "";
        var dependencies = new List<(string Name, string Scope)>();
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
        {
            if (field == "name")
                name = json.TextOrSkip() ?? "";
            else
                ReadIfDependencies(ref json, field, dependencies);
        }
        return new(name, dependencies);
    }

    /// <summary>A tuple that starts with what was resolved; the object in it has the dependencies, wherever it stands.</summary>
    private void ReadPackage(ref JsonCursor json, string place)
    {
        var line = json.PropertyLine;
        BunPackage? package = null;
        var entered = false;
        for (var index = 0; json.NextElementIfArray(ref entered); index++)
        {
            if (index == 0 && json.TextOrSkip() is { Length: > 0 } resolution)
                package = Keep(new() { Place = place, Line = line, Resolution = resolution });
            else if (index > 0 && package is not null && json.Token == JsonTokenType.StartObject)
                ReadDependencies(ref json, package);
            else if (index > 0)
                json.Skip();
        }
        if (package is null)
            broken.Add((line, $"{Display.Quote(place)} does not say what was resolved and is left out; run bun install."));
    }

    private BunPackage Keep(BunPackage package)
    {
        if (packages.Count == limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", package.Line);
        return packages[package.Place] = package;
    }

    private static void ReadDependencies(ref JsonCursor json, BunPackage package)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var field))
            ReadIfDependencies(ref json, field, package.Dependencies);
    }

    private static void ReadIfDependencies(ref JsonCursor json, string section, List<(string Name, string Scope)> dependencies)
    {
        var scope = section switch
        {
            "dependencies" => PackageScope.Runtime,
            "devDependencies" => PackageScope.Development,
            "optionalDependencies" => PackageScope.Optional,
            "peerDependencies" => PackageScope.Peer,
            _ => null,
        };
        if (scope is null)
        {
            json.Skip();
            return;
        }
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            dependencies.Add((name, scope));
            json.Skip();
        }
    }
}
