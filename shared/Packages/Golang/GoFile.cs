using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Golang;

/// <summary>The directives of a go.mod or go.work: https://go.dev/ref/mod#go-mod-file.</summary>
internal sealed class GoFile
{
    private readonly List<GoDirective> directives = [];

    public IReadOnlyList<GoDirective> Directives => directives;

    /// <summary>The release of Go that builds the module: the toolchain's, or else the one of the "go" line.</summary>
    public GoDirective? Release =>
        directives.FindLast(d => d.Verb == "toolchain" && d.Words is [['g', 'o', _, ..]])
        ?? directives.FindLast(d => d.Verb == "go" && d.Words is [[_, ..]]);

    public static GoFile Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => new GoFile().Read(Encoding.UTF8.GetString(Json.Utf8Of(bytes)), tree));

    /// <summary>"1.21.3" of "go1.21.3-custom" and of "1.21.3".</summary>
    public static string ReleaseVersion(GoDirective release)
    {
        var text = release.Words[0];
        return release.Verb == "toolchain" ? text[2..].Split('-')[0] : text;
    }

    private GoFile Read(string text, RepositoryFiles tree)
    {
        var number = 0;
        string? block = null;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            if (number % 1024 == 0)
                tree.Cancellation.ThrowIfCancellationRequested();
            var (words, comment) = GoWords.Of(text[range], number);
            if (words is [")"])
                block = null;
            else if (block is not null && words.Count > 0)
                Keep(new(block, words, number, comment), tree.Limits);
            else if (words is [var verb, "("])
                block = verb;
            else if (words.Count > 1)
                Keep(new(words[0], words[1..], number, comment), tree.Limits);
        }
        if (block is not null)
            throw new UnreadableException($"The block of {Display.Quote(block)} is not closed; add a ')'.", number);
        return this;
    }

    private void Keep(GoDirective directive, ReadLimits limits)
    {
        if (directives.Count == limits.MaxPackages)
            throw new UnreadableException($"The file has more than {limits.MaxPackages} directives; raise the limit or remove the file.", directive.Line);
        directives.Add(directive);
    }
}

/// <param name="Verb">As in "require".</param>
/// <param name="Words">What follows on the line, unquoted.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="Comment">What follows "//", trimmed.</param>
internal sealed record GoDirective(string Verb, List<string> Words, int Line, string Comment)
{
    public bool IsIndirect => Comment == "indirect" || Comment.StartsWith("indirect;", StringComparison.Ordinal);
}
