using Cortex.Cli.Commanding;
using Cortex.Hosting.Suggestions;
using Cortex.Packages;

namespace Cortex.Cli.Packages;

/// <summary>A package as it is typed: a purl, or its ecosystem and its name.</summary>
/// <param name="Ecosystem">The purl type.</param>
/// <param name="Name">As manifests write it.</param>
/// <param name="Version">Of a purl that has one.</param>
internal sealed record NamedPackage(string Ecosystem, string Name, string? Version)
{
    private const string Scheme = "pkg:";

    public static NamedPackage Parse(IReadOnlyList<string> words) => words switch
    {
        [var purl] when purl.StartsWith(Scheme, StringComparison.Ordinal) => OfPurl(purl),
        [var ecosystem, var name] => new(TypeOf(ecosystem), name, null),
        _ => throw CommandFailure.Usage("give the package as a purl, as pkg:npm/lodash, or as its ecosystem and its name, as npm lodash"),
    };

    /// <summary>Whether an occurrence is of this package, however its ecosystem spells names.</summary>
    public bool Is(PackageOccurrence package) => package.Ecosystem == Ecosystem
        && PackageUrl.Create(Ecosystem, package.Name, null).Equals(PackageUrl.Create(Ecosystem, Name, null), Ecosystem == "nuget" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static NamedPackage OfPurl(string purl)
    {
        var text = purl[Scheme.Length..].Split('?', '#')[0].TrimStart('/');
        var at = text.LastIndexOf('@');
        var version = at > text.LastIndexOf('/') ? Uri.UnescapeDataString(text[(at + 1)..]) : null;
        var parts = (version is null ? text : text[..at]).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        if (parts.Length < 2)
            throw CommandFailure.Usage($"'{purl}' is no purl; write pkg:TYPE/NAME, as pkg:npm/lodash");
        var type = TypeOf(parts[0]);
        return new(type, string.Join(type == "maven" ? ':' : '/', parts[1..]), version);
    }

    private static string TypeOf(string ecosystem)
    {
        for (var at = 0; at < VersionOrder.Ecosystems.Count; at++)
        {
            if (ecosystem.Equals(VersionOrder.Ecosystems[at], StringComparison.OrdinalIgnoreCase) || ecosystem.Equals(VersionOrder.OsvNames[at], StringComparison.OrdinalIgnoreCase))
                return VersionOrder.Ecosystems[at];
        }
        var nearest = Nearest.Of(ecosystem, VersionOrder.Ecosystems.Concat(VersionOrder.OsvNames)) is { } name ? $"; did you mean '{name}'?" : $"; known are {string.Join(", ", VersionOrder.Ecosystems)}";
        throw CommandFailure.Usage($"the ecosystem '{ecosystem}' is not known{nearest}");
    }
}
