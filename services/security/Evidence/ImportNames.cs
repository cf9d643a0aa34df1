using Cortex.Packages;

namespace Cortex.Security.Evidence;

/// <summary>Under which names code imports a package, where the package's name, or what is well known of it, says so.</summary>
/// <param name="Names">In the language's own spelling, with ':' between Rust's.</param>
/// <param name="Certain">False when the package may be imported by other names too: that none is found then says nothing.</param>
internal sealed record ImportNames(IReadOnlyList<string> Names, bool Certain)
{
    /// <summary>What a file imports that loads every gem of the bundle.</summary>
    public const string EveryGem = "Bundler.require";

    /// <summary>Null when nothing can be said.</summary>
    public static ImportNames? Of(PackageOccurrence package) => package.Ecosystem switch
    {
        // Types only: the compiler takes them without an import.
        "npm" => package.Name.StartsWith("@types/", StringComparison.Ordinal) ? null : new([package.Name], true),
        "golang" => package.Name.Contains('.', StringComparison.Ordinal) ? new([package.Name], true) : null,
        "cargo" => new([package.Name.Replace('-', '_')], true),
        "pub" => new([package.Name], true),
        "pypi" => KnownImports.Python(package.Name) is { } modules ? new(modules, true) : new([package.Name.Replace('-', '_').ToLowerInvariant(), package.Name.Replace('-', '_')], false),
        "maven" => KnownImports.Java(package.Name) is { } packages ? new(packages, true) : null,
        // An assembly's namespaces are mostly called as its package, and need not be; a global using may stand in a file that is generated.
        "nuget" => new([package.Name], false),
        "gem" => Gem(package.Name),
        _ => null,
    };

    // "require 'active_support'" and "require 'net/ssh'" for activesupport and net-ssh.
    private static ImportNames Gem(string name) => new(
        [.. new[] { name, name.Replace('-', '/'), name.Replace('-', '_') }.Concat(KnownImports.Ruby(name) is { } known ? [known] : []).Distinct(StringComparer.Ordinal)],
        true);
}
