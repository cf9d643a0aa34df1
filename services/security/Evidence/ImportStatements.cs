using System.Text.RegularExpressions;

namespace Cortex.Security.Evidence;

/// <summary>The names that one line of code imports. Comments and texts that look like an import count as one: this is evidence.</summary>
internal static partial class ImportStatements
{
    private const int MostOnALine = 50;
    private const int LongestLine = 20_000;

    public static IReadOnlyList<string> Of(ImportLanguage language, ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is 0 or > LongestLine || !MayImport(language.Ecosystem, line))
            return [];
        var text = line.ToString();
        return language.Ecosystem switch
        {
            "npm" => Names(Script(), text),
            "pypi" => Python(text),
            "golang" => Names(Go(), text),
            "cargo" => [.. Names(Rust(), text).Select(name => name.Replace("::", ":", StringComparison.Ordinal))],
            "maven" => Names(Java(), text),
            "nuget" => Names(Dotnet(), text),
            "gem" => text.Contains("Bundler.require", StringComparison.Ordinal) ? [ImportNames.EveryGem] : Names(Ruby(), text),
            "composer" => [.. Names(Php(), text).Select(name => name.TrimStart('\\'))],
            "pub" => Names(Dart(), text),
            _ => [],
        };
    }

    // Most lines import nothing, and a look for a word is much cheaper than a regular expression.
    private static bool MayImport(string ecosystem, ReadOnlySpan<char> line) => ecosystem switch
    {
        "npm" => line.Contains("import", StringComparison.Ordinal) || line.Contains("require", StringComparison.Ordinal) || line.Contains("from", StringComparison.Ordinal),
        "pypi" or "maven" or "pub" => line.Contains("import", StringComparison.Ordinal) || line.Contains("export", StringComparison.Ordinal),
        "golang" => line.Contains('"'),
        "cargo" => line.Contains("::", StringComparison.Ordinal) || line.StartsWith("use ", StringComparison.Ordinal) || line.Contains("extern crate", StringComparison.Ordinal),
        "nuget" => line.Contains("using", StringComparison.Ordinal) || line.Contains("open ", StringComparison.Ordinal) || line.Contains("mports", StringComparison.Ordinal),
        "gem" => line.Contains("require", StringComparison.Ordinal),
        "composer" => line.Contains('\\'),
        _ => false,
    };

    private static List<string> Names(Regex statement, string text)
    {
        var names = new List<string>();
        foreach (Match match in statement.Matches(text))
        {
            names.Add(match.Groups["name"].Value);
            if (names.Count == MostOnALine)
                break;
        }
        return names;
    }

    // "import a.b as c, d"; a notebook has its lines in quotes.
    private static List<string> Python(string text)
    {
        text = text.TrimStart('"', ' ', '\t');
        if (PythonFrom().Match(text) is { Success: true } from)
        {
            var module = from.Groups["name"].Value;
            return [module, .. from.Groups["what"].Value.Split(',').Take(MostOnALine).Select(part => Word().Match(part.Trim(' ', '(', ')')).Value).Where(part => part.Length > 0).Select(part => $"{module}.{part}")];
        }
        return PythonImport().Match(text) is { Success: true } import
            ? [.. import.Groups["names"].Value.Split(',').Take(MostOnALine).Select(part => part.Trim().Split(' ', 2)[0])]
            : Names(PythonCall(), text);
    }

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex("""(\bfrom|\bimport|\brequire(\.resolve)?|\bimport)\s*\(?\s*['"`](?<name>[@A-Za-z0-9_][A-Za-z0-9_./@~-]*)['"`]""", Options)]
    private static partial Regex Script();

    [GeneratedRegex(@"^from\s+(?<name>[A-Za-z_][A-Za-z0-9_.]*)\s+import\b(?<what>.*)", Options)]
    private static partial Regex PythonFrom();

    [GeneratedRegex(@"^import\s+(?<names>[A-Za-z_][A-Za-z0-9_., \t]*)", Options)]
    private static partial Regex PythonImport();

    [GeneratedRegex("""\b(import_module|__import__)\(\s*['"](?<name>[A-Za-z_][A-Za-z0-9_.]*)""", Options)]
    private static partial Regex PythonCall();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*", Options)]
    private static partial Regex Word();

    [GeneratedRegex("""^(import\s+)?([A-Za-z0-9_.]+\s+)?"(?<name>[A-Za-z0-9_~-]+\.[A-Za-z0-9_.~/-]+)"\s*;?\s*(//.*)?$""", Options)]
    private static partial Regex Go();

    [GeneratedRegex(@"(^(pub(\([a-z]+\))?\s+)?use\s+(::)?|\bextern\s+crate\s+|(^|[^A-Za-z0-9_:]))(?<name>[A-Za-z_][A-Za-z0-9_]*)(::|\s*;|\s+as\b)", Options)]
    private static partial Regex Rust();

    [GeneratedRegex(@"^import\s+(static\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)", Options)]
    private static partial Regex Java();

    [GeneratedRegex(@"^@?(global\s+)?(using|open|Imports)\s+(static\s+|type\s+)?([A-Za-z_][A-Za-z0-9_]*\s*=\s*)?(global::)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)\s*(;|$|'|//)", Options)]
    private static partial Regex Dotnet();

    [GeneratedRegex("""\brequire\s*\(?\s*['"](?<name>[A-Za-z0-9_][A-Za-z0-9_./-]*)['"]""", Options)]
    private static partial Regex Ruby();

    [GeneratedRegex(@"(?<name>\\?[A-Za-z_][A-Za-z0-9_]*(\\[A-Za-z_][A-Za-z0-9_]*)+)", Options)]
    private static partial Regex Php();

    [GeneratedRegex("""^(import|export)\s+['"]package:(?<name>[A-Za-z0-9_]+)/""", Options)]
    private static partial Regex Dart();
}
