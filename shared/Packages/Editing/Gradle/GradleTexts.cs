using System.Text.RegularExpressions;

namespace Cortex.Packages.Editing.Gradle;

/// <summary>How build files, in Groovy and Kotlin, write coordinates and set variables.</summary>
internal static partial class GradleTexts
{
    /// <summary>"group:artifact:version", perhaps with a classifier or a type behind.</summary>
    [GeneratedRegex("""["'](?<group>[A-Za-z0-9_.-]+):(?<name>[A-Za-z0-9_.-]+):(?:(?<version>\$\{[^}\n]+\})|(?<version>[^"':@\s]+))[^"'\n]*["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Coordinates();

    /// <summary>"group:artifact:" + version.</summary>
    [GeneratedRegex("""["'](?<group>[A-Za-z0-9_.-]+):(?<name>[A-Za-z0-9_.-]+):["']\s*\+\s*(?<version>(?<bare>[A-Za-z_][A-Za-z0-9_.]*))""", RegexOptions.NonBacktracking)]
    public static partial Regex Joined();

    /// <summary>Group, name and version as three texts, as Kotlin may have them.</summary>
    [GeneratedRegex("""\(\s*["'](?<group>[A-Za-z0-9_.-]+)["']\s*,\s*["'](?<name>[A-Za-z0-9_.-]+)["']\s*,\s*["'](?<version>[^"'\n]+)["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Texts();

    /// <summary>A version that is told in the block behind the coordinates, as version { strictly("1") }.</summary>
    [GeneratedRegex("""["'](?<group>[A-Za-z0-9_.-]+):(?<name>[A-Za-z0-9_.-]+)["']\s*\)?\s*\{[^{}]*?\bversion\s*\{[^{}]*?\b(?:strictly|require|prefer)\s*\(?\s*["'](?<version>[^"'\n]+)["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Rich();

    /// <summary>Group, name and version as named arguments; the version may be a variable.</summary>
    [GeneratedRegex("""\bgroup\s*[:=]\s*["'](?<group>[^"'\n]+)["']\s*,\s*name\s*[:=]\s*["'](?<name>[^"'\n]+)["']\s*,\s*version\s*[:=]\s*(?:["'](?<version>[^"'\n]+)["']|(?<version>(?<bare>[A-Za-z_][A-Za-z0-9_.]*)))""", RegexOptions.NonBacktracking)]
    public static partial Regex Arguments();

    [GeneratedRegex("""\b(?:id|(?<kotlin>kotlin))\s*\(?\s*["'](?<plugin>[A-Za-z0-9_.-]+)["']\s*\)?\s*version\s*\(?\s*["'](?<version>[^"'\n]+)["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Plugin();

    /// <summary>The head of Spring's "dependencySet(group: 'a', version: '1') {", which lists the names below.</summary>
    [GeneratedRegex("""\bdependencySet\s*\(\s*group:\s*["'](?<group>[^"'\n]+)["']\s*,\s*version:\s*(?:["'](?<version>[^"'\n]+)["']|(?<version>(?<bare>[A-Za-z_][A-Za-z0-9_.]*)))\s*\)\s*\{""", RegexOptions.NonBacktracking)]
    public static partial Regex DependencySet();

    [GeneratedRegex("""\bentry\s*\(?\s*["'](?<name>[A-Za-z0-9_.-]+)["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Entry();

    /// <summary>"$name", "${a.name}", "${property('name')}" and "${ext['name']}".</summary>
    [GeneratedRegex("""^\$(?:\{[^}]*?[^A-Za-z0-9_]|\{)?(?<name>[A-Za-z_][A-Za-z0-9_]*)["'\s)\]]*\}?$|^\$(?:[A-Za-z_][A-Za-z0-9_]*\.)+(?<name>[A-Za-z_][A-Za-z0-9_]*)$""", RegexOptions.NonBacktracking)]
    public static partial Regex Variable();

    /// <summary>name = "1", name: "1", "name" to "1", set("name", "1"), ext["name"] = "1", val name by extra("1").</summary>
    [GeneratedRegex("""\b(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:["']\s*\]|["'])?\s*(?::\s*String\b\s*)?(?:[=:,]|to\s|by\s+extra\s*[({])\s*["'](?<value>[^"'$\n]+)["']""", RegexOptions.NonBacktracking)]
    public static partial Regex Assignment();

    /// <summary>A line of a gradle.properties.</summary>
    [GeneratedRegex(@"(?m)^[ \t]*(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \t]*[=:][ \t]*(?<value>[^\s#]+)", RegexOptions.NonBacktracking)]
    public static partial Regex Property();
}
