using System.Reflection;

namespace Cortex.Documents.Pages;

/// <summary>The rules whose pages below docs/rules are built into one assembly; each page is parsed when it is first asked for.</summary>
public sealed class RulePageSet(Assembly home)
{
    private const string Prefix = "rules/";

    private readonly Lazy<Dictionary<string, (string Resource, Lazy<RulePage> Page)>> _pages = new(() => home.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => (Name: name, Id: Path.ChangeExtension(name[Prefix.Length..], null).Replace('\\', '/')))
        .ToDictionary(page => page.Id, page => (page.Name, new Lazy<RulePage>(() => RulePageText.Parse(page.Id, Text(home, page.Name)))), StringComparer.Ordinal));

    /// <summary>In no order.</summary>
    public IEnumerable<RulePage> All => _pages.Value.Values.Select(page => page.Page.Value);

    /// <summary>The ids with their pages' texts, for what must not wait until all of them are parsed.</summary>
    public IEnumerable<(string Id, string Text)> Texts => _pages.Value.Select(page => (page.Key, Text(home, page.Value.Resource)));

    /// <exception cref="KeyNotFoundException">There is no such rule here.</exception>
    public RulePage Of(string id) => _pages.Value[id].Page.Value;

    public RulePage? Find(string id) => _pages.Value.TryGetValue(id, out var page) ? page.Page.Value : null;

    private static string Text(Assembly home, string name)
    {
        using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
