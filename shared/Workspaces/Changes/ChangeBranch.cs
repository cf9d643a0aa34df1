namespace Cortex.Workspaces.Changes;

/// <summary>Names of the branches that a run makes: <c>cortex/RUN/SLUG</c>.</summary>
public static class ChangeBranch
{
    public const string Prefix = "cortex/";

    public static string Name(Guid run, string slug) => IsSlug(slug)
        ? $"{Prefix}{run:D}/{slug}"
        : throw new ArgumentException($"'{slug}' is no slug: small letters, digits and single dashes, at most 80.", nameof(slug));

    private static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= 80 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !slug.StartsWith('-') && !slug.EndsWith('-') && !slug.Contains("--", StringComparison.Ordinal);
}
