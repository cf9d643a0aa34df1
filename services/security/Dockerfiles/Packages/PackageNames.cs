namespace Cortex.Security.Dockerfiles.Packages;

internal static class PackageNames
{
    private const int Most = 3;

    /// <summary>The beginning of a sentence: "curl and 2 more are installed".</summary>
    public static string Some(IReadOnlyList<string> packages)
    {
        var named = string.Join(", ", packages.Take(Most));
        var rest = packages.Count - Most;
        return rest > 0 ? $"{named} and {rest} more are installed" : packages.Count == 1 ? $"{named} is installed" : $"{named} are installed";
    }
}
