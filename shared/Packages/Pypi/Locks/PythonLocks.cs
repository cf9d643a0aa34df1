using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Locks;

/// <summary>The lockfiles that one reader reads, by their names.</summary>
internal static class PythonLocks
{
    /// <summary>Beside a pyproject.toml, each speaks for it.</summary>
    public static readonly string[] FileNames = [PoetryLock.FileName, UvLock.FileName, PdmLock.FileName, Pylock.FileName];

    public static ResolvedGraph Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => ParserOf(path)!(bytes, tree.Limits, tree.Cancellation));

    /// <summary>Null when it is not there or not readable, which its own reader reports.</summary>
    public static ResolvedGraph? TryParse(RepositoryFiles tree, string path)
    {
        try
        {
            return tree.Exists(path) ? Parse(tree, path) : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    public static Func<byte[], ReadLimits, CancellationToken, ResolvedGraph>? ParserOf(string path) => RepositoryPath.Name(path) switch
    {
        PoetryLock.FileName => PoetryLock.Parse,
        UvLock.FileName => UvLock.Parse,
        PdmLock.FileName => PdmLock.Parse,
        var name when IsPylock(name) => Pylock.Parse,
        _ => null,
    };

    // A name may stand in the middle, as in pylock.spam.toml, and may have no dot.
    private static bool IsPylock(string name) =>
        name == Pylock.FileName
        || (name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal) && name.Split('.') is [_, not "", _]);
}
