using Cortex.Cli.Targets;
using Cortex.Cli.Terminal;

namespace Cortex.Cli.Starting;

internal static class FoundRepositories
{
    private const int Most = 100;

    /// <summary>The folder if it is a repository, otherwise those directly below it; very many of them are named by their folder.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            // A name with a line break in it would become lines of the targets file.
            IReadOnlyList<string> found = [.. TargetFolder.Repositories(folder).Where(path => Printable.Of(path) == path)];
            return found.Count > Most ? [folder] : found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed has nothing to suggest.
            return [];
        }
    }
}
