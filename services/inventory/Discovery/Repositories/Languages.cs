using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Repositories;

/// <summary>Languages by file name; names as GitHub's linguist has them.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, (string Name, bool Programming)> ByExtension = new(StringComparer.Ordinal)
    {
        [".cs"] = ("C#", true),
        [".fs"] = ("F#", true),
        [".vb"] = ("Visual Basic .NET", true),
        [".razor"] = ("HTML+Razor", true),
        [".cshtml"] = ("HTML+Razor", true),
        [".js"] = ("JavaScript", true),
        [".mjs"] = ("JavaScript", true),
        [".cjs"] = ("JavaScript", true),
        [".jsx"] = ("JavaScript", true),
        [".ts"] = ("TypeScript", true),
        [".tsx"] = ("TypeScript", true),
        [".mts"] = ("TypeScript", true),
        [".vue"] = ("Vue", true),
        [".svelte"] = ("Svelte", true),
        [".py"] = ("Python", true),
        [".go"] = ("Go", true),
        [".rs"] = ("Rust", true),
        [".java"] = ("Java", true),
        [".kt"] = ("Kotlin", true),
        [".kts"] = ("Kotlin", true),
        [".scala"] = ("Scala", true),
        [".groovy"] = ("Groovy", true),
        [".rb"] = ("Ruby", true),
        [".php"] = ("PHP", true),
        [".swift"] = ("Swift", true),
        [".m"] = ("Objective-C", true),
        [".c"] = ("C", true),
        [".h"] = ("C", true),
        [".cpp"] = ("C++", true),
        [".cc"] = ("C++", true),
        [".hpp"] = ("C++", true),
        [".ex"] = ("Elixir", true),
        [".exs"] = ("Elixir", true),
        [".erl"] = ("Erlang", true),
        [".dart"] = ("Dart", true),
        [".lua"] = ("Lua", true),
        [".pl"] = ("Perl", true),
        [".r"] = ("R", true),
        [".hs"] = ("Haskell", true),
        [".sh"] = ("Shell", true),
        [".bash"] = ("Shell", true),
        [".ps1"] = ("PowerShell", true),
        [".sql"] = ("SQL", true),
        [".tf"] = ("HCL", true),
        [".html"] = ("HTML", false),
        [".css"] = ("CSS", false),
        [".scss"] = ("SCSS", false),
        [".proto"] = ("Protocol Buffer", false),
        [".graphql"] = ("GraphQL", false),
        [".json"] = ("JSON", false),
        [".yaml"] = ("YAML", false),
        [".yml"] = ("YAML", false),
        [".toml"] = ("TOML", false),
        [".xml"] = ("XML", false),
        [".csproj"] = ("XML", false),
        [".props"] = ("XML", false),
        [".targets"] = ("XML", false),
        [".md"] = ("Markdown", false),
    };

    private static readonly string[] Lockfiles = ["package-lock.json", "npm-shrinkwrap.json", "packages.lock.json", "pnpm-lock.yaml", "project.assets.json"];

    internal sealed record Count(string Name, bool Programming, int Files, long Lines);

    /// <summary>Most lines first. Lockfiles are not written by anyone and not counted.</summary>
    public static IReadOnlyList<Count> CountAll(SourceTree tree)
    {
        var counts = new Dictionary<string, Count>(StringComparer.Ordinal);
        var buffer = new byte[64 * 1024];
        foreach (var file in tree.Files.Where(f => !Lockfiles.Contains(f.Name, StringComparer.Ordinal)))
        {
            if (Of(file) is not { } language || tree.Lines(file, buffer) is not { } lines)
                continue;
            var count = counts.GetValueOrDefault(language.Name) ?? new Count(language.Name, language.Programming, 0, 0);
            counts[language.Name] = count with { Files = count.Files + 1, Lines = count.Lines + lines };
        }

        return [.. counts.Values.OrderByDescending(c => c.Lines).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    private static (string Name, bool Programming)? Of(SourceFile file) =>
        ByExtension.TryGetValue(file.Extension, out var language) ? language
        : file.Name is "Dockerfile" or "Containerfile" ? ("Dockerfile", false)
        : file.Name is "Makefile" ? ("Makefile", false)
        : null;
}
