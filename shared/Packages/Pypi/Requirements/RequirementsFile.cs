using System.Text;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Requirements;

/// <summary>A requirements file: https://pip.pypa.io/en/stable/reference/requirements-file-format/.</summary>
internal sealed class RequirementsFile
{
    private readonly List<RequirementsLine> lines = [];
    private readonly StringBuilder joined = new();
    private int start;
    private bool inVia;

    public IReadOnlyList<RequirementsLine> Lines => lines;

    public static RequirementsFile Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => new RequirementsFile().Read(Encoding.UTF8.GetString(Json.Utf8Of(bytes)), tree));

    private RequirementsFile Read(string text, RepositoryFiles tree)
    {
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            if (number % 1024 == 0)
                tree.Cancellation.ThrowIfCancellationRequested();
            if (lines.Count >= tree.Limits.MaxPackages)
                throw new UnreadableException($"The file has more than {tree.Limits.MaxPackages} requirements; raise the limit or remove the file.", number);
            Take(text[range].TrimEnd('\r'), number);
        }
        Finish("");
        return this;
    }

    private void Take(string line, int number)
    {
        if (joined.Length == 0)
            start = number;
        var isComment = line.AsSpan().TrimStart().StartsWith('#');
        if (!isComment && line.EndsWith('\\'))
        {
            joined.Append(line, 0, line.Length - 1);
            return;
        }
        if (isComment)
        {
            Finish("");
            TakeVia(line[(line.IndexOf('#', StringComparison.Ordinal) + 1)..]);
            return;
        }
        Finish(line);
    }

    private void Finish(string last)
    {
        var text = joined.Append(last).ToString();
        joined.Clear();
        var comment = CommentStart(text);
        var bare = (comment < 0 ? text : text[..comment]).Trim();
        if (bare.Length == 0)
            return;
        lines.Add(new(bare, start, []));
        inVia = false;
        if (comment >= 0)
            TakeVia(text[(comment + 1)..]);
    }

    // A '#' within a word belongs to an address.
    private static int CommentStart(string text)
    {
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', at + 1))
        {
            if (at == 0 || char.IsWhiteSpace(text[at - 1]))
                return at;
        }
        return -1;
    }

    private void TakeVia(string comment)
    {
        if (lines.Count == 0)
            return;
        var text = comment.Trim();
        if (text == "via" || text.StartsWith("via ", StringComparison.Ordinal))
        {
            inVia = true;
            text = text[3..];
        }
        else if (!inVia || !comment.StartsWith("  ", StringComparison.Ordinal))
        {
            inVia = false;
            return;
        }
        lines[^1].Via.AddRange(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
