using System.Text.Json;
using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Relocking;
using NuGet.Versioning;

namespace Cortex.Security.Fixing.Verifying.Restored;

/// <summary>What a restore really took, read from the <c>project.assets.json</c> that it leaves beside each project.</summary>
internal static class RestoredAssets
{
    private const int MostFiles = 500;
    private const long MostBytes = 128 * 1024 * 1024;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, MaxRecursionDepth = 10, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public static RestoreFacts Read(string root, string folder, PackageUpgrade upgrade)
    {
        var frameworks = new List<FrameworkFact>();
        var warnings = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "project.assets.json", Everywhere).Where(file => new FileInfo(file).Length <= MostBytes).Order(StringComparer.Ordinal).Take(MostFiles))
        {
            try
            {
                using var assets = JsonDocument.Parse(File.ReadAllBytes(file));
                var project = Toolchains.FolderOf(Toolchains.FolderOf(Path.GetRelativePath(root, file).Replace('\\', '/')));
                frameworks.AddRange(Frameworks(assets.RootElement, project, upgrade));
                warnings.AddRange(Warnings(assets.RootElement, upgrade));
            }
            catch (Exception e) when (e is JsonException or IOException)
            {
                // A file that is half written speaks for no project.
            }
        }
        return new(frameworks, [.. warnings.Distinct(StringComparer.Ordinal)]);
    }

    private static IEnumerable<FrameworkFact> Frameworks(JsonElement assets, string project, PackageUpgrade upgrade)
    {
        foreach (var target in Members(assets, "targets"))
        {
            var framework = target.Name.Split('/')[0];
            var libraries = Members(target.Value).Select(library => (Id: library.Name.Split('/'), Type: Text(library.Value, "type"))).Where(library => library.Id.Length == 2).ToList();
            var taken = libraries.Find(library => Same(library.Id[0], upgrade.Name)).Id?[1];
            var own = Members(assets, "project", "frameworks").FirstOrDefault(f => Same(f.Name, framework)).Value;
            var asked = Members(own, "dependencies").Any(dependency => Same(dependency.Name, upgrade.Name));
            yield return new(project, framework, taken, asked, Overrides(own, upgrade))
            {
                Name = Members(assets, "project", "restore").FirstOrDefault(m => m.Name == "projectName").Value is { ValueKind: JsonValueKind.String } name ? name.GetString()! : "",
                References = [.. libraries.Where(library => library.Type == "project").Select(library => library.Id[0])],
            };
        }
    }

    /// <summary>
    /// The framework brings packages of its own up to the versions that it lists; at run time its copy is taken in place of an older package. The
    /// SDK writes that list into the assets for pruning, also where a direct reference is not pruned.
    /// </summary>
    private static string? Overrides(JsonElement framework, PackageUpgrade upgrade)
    {
        var own = Members(framework, "packagesToPrune").FirstOrDefault(p => Same(p.Name, upgrade.Name)).Value;
        return own.ValueKind == JsonValueKind.String && VersionRange.TryParse(own.GetString()!, out var range)
            && NuGetVersion.TryParse(upgrade.To, out var version) && range.Satisfies(version)
            ? range.MaxVersion?.ToNormalizedString() ?? "its own"
            : null;
    }

    private static IEnumerable<string> Warnings(JsonElement assets, PackageUpgrade upgrade) =>
        assets.TryGetProperty("logs", out var logs) && logs.ValueKind == JsonValueKind.Array
            ? logs.EnumerateArray()
                .Where(log => Text(log, "code") is "NU1601" or "NU1602" or "NU1603" or "NU1604" or "NU1605" or "NU1608" && Same(Text(log, "libraryId") ?? "", upgrade.Name))
                .Select(log => $"{Text(log, "code")}: {Text(log, "message")}")
            : [];

    private static IEnumerable<JsonProperty> Members(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return [];
        return element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Frameworks">Every framework of every project.</param>
/// <param name="Warnings">NU1603 and its kin, of the package.</param>
internal sealed record RestoreFacts(IReadOnlyList<FrameworkFact> Frameworks, IReadOnlyList<string> Warnings);

/// <param name="Project">Its folder.</param>
/// <param name="Framework">"net10.0".</param>
/// <param name="Taken">The version that was resolved; null when the package is not part of it.</param>
/// <param name="Asked">The project itself asks for the package.</param>
/// <param name="Own">The framework's own version, which is taken at run time; null when it has none.</param>
internal sealed record FrameworkFact(string Project, string Framework, string? Taken, bool Asked, string? Own)
{
    /// <summary>The project's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Names of the projects that are part of it.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
