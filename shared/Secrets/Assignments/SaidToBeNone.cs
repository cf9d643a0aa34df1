namespace Cortex.Secrets.Assignments;

/// <summary>A comment behind a value that says that it opens nothing. It is believed where only the name made a secret of the value.</summary>
internal static class SaidToBeNone
{
    private const int Looked = 120;

    private static readonly string[] Words = ["fake", "dummy", "placeholder", "not a real", "not real", "no real", "example only", "an example", "for testing only", "only for test", "test only", "made up", "nosec"];

    public static bool After(string text, int value)
    {
        var rest = text.AsSpan(value, Math.Min(Looked, text.Length - value));
        rest = rest.IndexOf('\n') is >= 0 and var end ? rest[..end] : rest;
        var comment = Start(rest);
        if (comment < 0)
            return false;
        foreach (var word in Words)
        {
            if (rest[comment..].Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int Start(ReadOnlySpan<char> rest)
    {
        foreach (var mark in new[] { "#", "//", "<!--", "/*", "--", ";;" })
        {
            if (rest.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
                return at;
        }

        return -1;
    }
}
