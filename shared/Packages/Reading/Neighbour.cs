namespace Cortex.Packages.Reading;

/// <summary>Another file of the repository that a reader takes into account; its own reader reports what is wrong with it.</summary>
internal static class Neighbour
{
    /// <summary>Null when the file is not there or cannot be read.</summary>
    public static T? TryParse<T>(RepositoryFiles tree, string path, Func<RepositoryFiles, string, T> parse)
        where T : class
    {
        try
        {
            return tree.Exists(path) ? parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    /// <summary>The nearest readable file of that name in the folder or above it.</summary>
    public static T? TryParseAbove<T>(RepositoryFiles tree, string folder, string name, Func<RepositoryFiles, string, T> parse)
        where T : class =>
        RepositoryPath.Upwards(folder).Select(above => TryParse(tree, RepositoryPath.Below(above, name), parse)).FirstOrDefault(found => found is not null);
}
