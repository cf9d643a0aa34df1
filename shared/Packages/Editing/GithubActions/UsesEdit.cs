using System.Text.RegularExpressions;
using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.GithubActions;

/// <summary>Raises the tag behind the @ of https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses.</summary>
internal static partial class UsesEdit
{
    public static bool IsVersion(string text) => Compare(text, text) is not null;

    public static void Raise(Draft draft, EditedText text)
    {
        for (var start = 0; start < text.Text.Length; start = Next(text, start))
        {
            var line = text.Text[start..text.LineEnd(start)];
            // Owners and repositories are the same in any case.
            if (!line.Contains(draft.Upgrade.Name, StringComparison.OrdinalIgnoreCase) || Uses().Match(line) is not { Success: true } match
                || !match.Groups["name"].Value.Equals(draft.Upgrade.Name, StringComparison.OrdinalIgnoreCase))
                continue;
            var reference = match.Groups["ref"];
            if (Compare(reference.Value, draft.Upgrade.To) is not { } order)
                Pinned(draft, text, start, reference.Value, match.Groups["comment"].Value);
            else
            {
                draft.Found = true;
                if (order < 0 && Compare(reference.Value, draft.Upgrade.From) == 0)
                    text.Replace(start + reference.Index, start + reference.Index + reference.Length, Tag(reference.Value, draft.Upgrade.To));
            }
        }
    }

    /// <summary>As many numbers as stand there, if they name the same version; with a "v" if one stands there.</summary>
    private static string Tag(string now, string to)
    {
        var bare = to.TrimStart('v', 'V');
        var prefix = now[..(now.Length - now.TrimStart('v', 'V').Length)];
        var shorter = ReleaseNumbers.OfLength(bare, ReleaseNumbers.Of(now).Count);
        return prefix + (Compare(shorter, bare) == 0 ? shorter : bare);
    }

    /// <summary>A commit whose version a comment names is found, and not a branch, which is at whatever it is at.</summary>
    private static void Pinned(Draft draft, EditedText text, int start, string reference, string comment)
    {
        if (reference.Length == 40 && reference.All(char.IsAsciiHexDigit) && (comment.Length == 0 ? reference == draft.Upgrade.From : Compare(comment, draft.Upgrade.From) == 0))
            draft.Refuse(text.Path, text.LineOf(start),
                $"{draft.Upgrade.Name} is pinned to a commit; look up the commit of {draft.Upgrade.To} in its repository and change commit and comment by hand.");
    }

    private static int? Compare(string a, string b)
    {
        try
        {
            return VersionOrder.Compare("githubactions", a, b);
        }
        catch (VersionFormatException)
        {
            return null;
        }
    }

    private static int Next(EditedText text, int at) => text.Text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Text.Length;

    [GeneratedRegex(
        """^\s*(-\s*)?["']?uses["']?\s*:\s*["']?(?<name>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)(/[A-Za-z0-9_./-]+)?@(?<ref>[A-Za-z0-9_./+-]+)["']?\s*(#\s*(tag\s*=\s*)?(?<comment>[A-Za-z0-9_.-]+).*)?\s*$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Uses();
}
