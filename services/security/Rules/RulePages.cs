using System.Reflection;

namespace Cortex.Security.Rules;

/// <summary>All rules, read from the pages below docs/rules that are built into the program.</summary>
public static class RulePages
{
    private const string Prefix = "rules/";

    private static readonly Lazy<IReadOnlyDictionary<string, RulePage>> Pages = new(() =>
    {
        var home = Assembly.GetExecutingAssembly();
        return home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => RulePageText.Parse(Path.ChangeExtension(name[Prefix.Length..], null).Replace('\\', '/'), Text(home, name)))
            .ToDictionary(page => page.Id, StringComparer.Ordinal);
    });

    /// <summary>By id.</summary>
    public static IEnumerable<RulePage> All => Pages.Value.Values.OrderBy(page => page.Id, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static RulePage Of(string id) => Pages.Value[id];

    public static RulePage? Find(string id) => Pages.Value.GetValueOrDefault(id);

    private static string Text(Assembly home, string name)
    {
        using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
