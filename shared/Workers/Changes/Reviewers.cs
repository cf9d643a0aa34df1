using Cortex.Workspaces.Owners;

namespace Cortex.Workers.Changes;

/// <summary>Whom a change's files ask for, by the target's CODEOWNERS. A file that cannot be read asks for nobody.</summary>
internal sealed class Reviewers(CodeOwners? owners)
{
    private const int Most = 5;

    /// <summary>GitHub's own limit.</summary>
    private const long MostBytes = 3 * 1024 * 1024;

    private static readonly string[] Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".gitea/CODEOWNERS", ".forgejo/CODEOWNERS"];

    public static Reviewers In(string checkout)
    {
        foreach (var file in Places.Select(place => new FileInfo(Path.Combine(checkout, place))).Where(file => file is { Exists: true, LinkTarget: null, Length: <= MostBytes }))
        {
            try
            {
                return new Reviewers(CodeOwners.Parse(File.ReadAllText(file.FullName)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next place may be readable.
            }
        }

        return new Reviewers(null);
    }

    /// <summary>Users and teams, those of most files first; addresses of mail cannot be asked.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<string> files) => owners is null
        ? []
        : [.. files.SelectMany(file => owners.For(file)?.Owners ?? []).Where(owner => owner.StartsWith('@'))
            .CountBy(owner => owner, StringComparer.OrdinalIgnoreCase).OrderByDescending(owner => owner.Value).ThenBy(owner => owner.Key, StringComparer.OrdinalIgnoreCase)
            .Take(Most).Select(owner => owner.Key)];
}
