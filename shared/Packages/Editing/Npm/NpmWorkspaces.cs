using System.IO.Enumeration;
using System.Text.Json;
using Cortex.Packages.Npm;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Npm;

/// <summary>The members of a workspace: what the patterns of package.json and pnpm-workspace.yaml match.</summary>
internal static class NpmWorkspaces
{
    private const int MaxDepth = 8;
    private const int MaxFolders = 20_000;

    public static IReadOnlyList<string> Folders(Edits edits, string home)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var patterns = Patterns(edits, home);
        foreach (var pattern in patterns.Where(p => !p.StartsWith('!')))
        {
            if (RepositoryPath.Combine("", pattern) is { Length: > 0 } plain)
                Expand(edits, home, plain.Split('/'), 0, found);
        }
        foreach (var pattern in patterns.Where(p => p.StartsWith('!')))
            found.RemoveWhere(folder => FileSystemName.MatchesSimpleExpression(
                RepositoryPath.Below(home, RepositoryPath.Combine("", pattern[1..]) ?? "").Replace("**", "*", StringComparison.Ordinal), folder, ignoreCase: false));
        return [.. found];
    }

    private static List<string> Patterns(Edits edits, string home)
    {
        var patterns = new List<string>();
        var manifest = RepositoryPath.Below(home, PackageJson.FileName);
        if (edits.Exists(manifest))
        {
            var workspaces = JsonEdit.Of(edits, manifest).Root["workspaces"];
            if (workspaces?.IsObject == true)
                workspaces = workspaces["packages"];
            if (workspaces?.Kind == JsonTokenType.StartArray)
                patterns.AddRange(workspaces.Elements.Select(e => e.Text).OfType<string>());
        }
        var pnpm = RepositoryPath.Below(home, PnpmWorkspace.FileName);
        if (edits.Exists(pnpm))
            patterns.AddRange(YamlEdit.Of(edits, pnpm).Texts("packages"));
        return patterns;
    }

    private static void Expand(Edits edits, string folder, string[] parts, int at, SortedSet<string> found)
    {
        edits.Tree.Cancellation.ThrowIfCancellationRequested();
        if (found.Count > MaxFolders || folder.AsSpan().Count('/') > MaxDepth + parts.Length)
            return;
        if (at == parts.Length)
        {
            if (edits.Exists(RepositoryPath.Below(folder, PackageJson.FileName)))
                found.Add(folder);
            return;
        }
        if (!parts[at].Contains('*', StringComparison.Ordinal))
        {
            Expand(edits, RepositoryPath.Below(folder, parts[at]), parts, at + 1, found);
            return;
        }
        if (parts[at] == "**")
            Expand(edits, folder, parts, at + 1, found);
        foreach (var name in Subfolders(edits, folder))
        {
            if (parts[at] == "**")
                Expand(edits, RepositoryPath.Below(folder, name), parts, at, found);
            else if (FileSystemName.MatchesSimpleExpression(parts[at], name, ignoreCase: false))
                Expand(edits, RepositoryPath.Below(folder, name), parts, at + 1, found);
        }
    }

    private static IEnumerable<string> Subfolders(Edits edits, string folder)
    {
        var directory = new DirectoryInfo(edits.Tree.FullPath(folder));
        if (!directory.Exists)
            return [];
        try
        {
            return [.. directory.EnumerateDirectories()
                .Where(d => !RepositoryFiles.IsLink(d) && d.Name is not "node_modules" and not ".git")
                .Select(d => d.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
