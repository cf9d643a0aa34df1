namespace Cortex.Workspaces.Changes;

/// <summary>Names of the branches that a run makes: <c>cortex/RUN/SLUG</c>.</summary>
public static class ChangeBranch
{
    public const string Prefix = "cortex/";

    private const int MostSlug = 80;

    public static string Name(Guid run, string slug) => IsSlug(slug)
        ? $"{Prefix}{run:D}/{slug}"
        : throw new ArgumentException($"'{slug}' is no slug: small letters, digits and single dashes, at most 80.", nameof(slug));

    /// <summary>True for a branch of that very run.</summary>
    public static bool IsOf(Guid run, string branch) =>
        branch.StartsWith($"{Prefix}{run:D}/", StringComparison.Ordinal) && IsSlug(branch[(branch.LastIndexOf('/') + 1)..]) && branch.Count(c => c == '/') == 2;

    /// <summary>A slug of any text: small letters, digits and single dashes.</summary>
    public static string Slug(string text)
    {
        var slug = string.Join('-', new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        slug = slug[..Math.Min(slug.Length, MostSlug)].Trim('-');
        return slug.Length == 0 ? "change" : slug;
    }

    private static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= MostSlug && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !slug.StartsWith('-') && !slug.EndsWith('-') && !slug.Contains("--", StringComparison.Ordinal);
}
