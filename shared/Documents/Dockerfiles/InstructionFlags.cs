namespace Cortex.Documents.Dockerfiles;

/// <summary>The flags before an instruction's arguments.</summary>
internal static class InstructionFlags
{
    private static readonly HashSet<string> WithFlags = new(StringComparer.Ordinal) { "ADD", "COPY", "FROM", "HEALTHCHECK", "RUN" };

    /// <returns>Where the arguments begin.</returns>
    public static int Read(string text, int at, string keyword, List<DockerfileFlag> flags)
    {
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (!WithFlags.Contains(keyword) || !text.AsSpan(at).StartsWith("--"))
                return at;
            var end = at + 2;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            var flag = text[(at + 2)..end];
            var equals = flag.IndexOf('=', StringComparison.Ordinal);
            flags.Add(equals < 0 ? new(flag.ToLowerInvariant(), "") : new(flag[..equals].ToLowerInvariant(), flag[(equals + 1)..].Trim('"')));
            at = end;
        }
    }
}
