using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>The "replace" lines of a file: of one version of a module, or of all.</summary>
internal sealed class GoReplacements
{
    private readonly Dictionary<(string Module, string? Version), (string Module, string? Version)> byOld = [];

    public static GoReplacements Of(GoFile file, string path, ScanResults results)
    {
        var replacements = new GoReplacements();
        foreach (var directive in file.Directives.Where(d => d.Verb == "replace"))
        {
            var arrow = directive.Words.IndexOf("=>");
            if (arrow is not (1 or 2) || directive.Words.Count - arrow is not (2 or 3))
                results.Unreadable(path, directive.Line, "A replacement is a module, '=>' and another or a folder; correct the line.");
            else
                replacements.byOld[(directive.Words[0], arrow == 2 ? directive.Words[1] : null)] =
                    (directive.Words[arrow + 1], directive.Words.ElementAtOrDefault(arrow + 2));
        }
        return replacements;
    }

    /// <summary>What is used instead; null when that is a folder, which is the repository's own.</summary>
    public (string Module, string? Version)? Apply(string module, string version)
    {
        if (!byOld.TryGetValue((module, version), out var used) && !byOld.TryGetValue((module, null), out used))
            return (module, version);
        return GoModule.IsFolder(used.Module) ? null : used;
    }

    /// <summary>The modules that are used instead of others.</summary>
    public static IEnumerable<(string Module, string Version, int Line)> Used(GoFile file) =>
        from directive in file.Directives
        where directive.Verb == "replace"
        let arrow = directive.Words.IndexOf("=>")
        where arrow > 0 && directive.Words.Count == arrow + 3
        select (directive.Words[arrow + 1], directive.Words[arrow + 2], directive.Line);
}
