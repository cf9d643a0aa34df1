using System.Reflection;

namespace Cortex.Security.Rules;

/// <summary>All rules, read from the pages below docs/rules that are built into the program; each when it is first asked for.</summary>
public static class RulePages
{
    private const string Prefix = "rules/";

    private static readonly Lazy<IReadOnlyDictionary<string, (string Resource, Lazy<RulePage> Page)>> Pages = new(() =>
    {
        var home = Assembly.GetExecutingAssembly();
        return home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Name: name, Id: Path.ChangeExtension(name[Prefix.Length..], null).Replace('\\', '/')))
            .ToDictionary(page => page.Id, page => (page.Name, new Lazy<RulePage>(() => RulePageText.Parse(page.Id, Text(home, page.Name)))), StringComparer.Ordinal);
    });

    /// <summary>By id.</summary>
    public static IEnumerable<RulePage> All => Pages.Value.Values.Select(page => page.Page.Value).OrderBy(page => page.Id, StringComparer.Ordinal);

    /// <summary>The ids of a family with their pages' texts, for what must not wait until all of them are parsed.</summary>
    public static IEnumerable<(string Id, string Text)> Texts(string family) =>
        Pages.Value.Where(page => page.Key.StartsWith(family, StringComparison.Ordinal)).Select(page => (page.Key, Text(Assembly.GetExecutingAssembly(), page.Value.Resource)));

    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static RulePage Of(string id) => Pages.Value[id].Page.Value;

    public static RulePage? Find(string id) => Pages.Value.TryGetValue(id, out var page) ? page.Page.Value : null;

    private static string Text(Assembly home, string name)
    {
        using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
