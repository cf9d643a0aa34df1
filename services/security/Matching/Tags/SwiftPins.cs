using System.Text.Json;
using Cortex.Documents.Files;
using Cortex.Packages;

namespace Cortex.Security.Matching.Tags;

/// <summary>
/// Package.resolved, the lockfile of the Swift package manager, versions 1 to 3:
/// https://github.com/swiftlang/swift-package-manager/blob/main/Documentation/Usage.md.
/// </summary>
internal static class SwiftPins
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static bool Reads(SourceFile file) => file.Name == "Package.resolved";

    public static IReadOnlyList<PackageOccurrence> Of(string path, string text, IReadProblems problems)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Limits);
            return [.. Pins(document.RootElement).Select(pin => Read(path, text, pin)).OfType<PackageOccurrence>()];
        }
        catch (JsonException e)
        {
            problems.Unreadable(path, (int?)e.LineNumber + 1, "unreadable-lockfile", "The file is no JSON; resolve the packages again with 'swift package resolve'.");
            return [];
        }
    }

    private static IEnumerable<JsonElement> Pins(JsonElement root)
    {
        var holder = Property(root, "object") ?? root;
        return Property(holder, "pins") is { ValueKind: JsonValueKind.Array } pins ? pins.EnumerateArray() : [];
    }

    // A pin to a branch or a commit has no version.
    private static PackageOccurrence? Read(string path, string text, JsonElement pin)
    {
        if ((Text(pin, "location") ?? Text(pin, "repositoryURL")) is not { Length: > 0 } address || !address.Contains("://", StringComparison.Ordinal))
            return null;
        var name = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        name = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        var version = Property(pin, "state") is { } state ? Text(state, "version") : null;
        return new PackageOccurrence
        {
            Purl = PackageUrl.Create("swift", name, version),
            Ecosystem = "swift",
            Name = name,
            Version = version,
            Path = path,
            Line = Line(text, address),
            // The file does not say who asked.
            Direct = false,
            Scope = "runtime",
        };
    }

    private static int? Line(string text, string address) =>
        text.IndexOf(address, StringComparison.Ordinal) is >= 0 and var at ? text.AsSpan(0, at).Count('\n') + 1 : null;

    private static JsonElement? Property(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement of, string name) => Property(of, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
